"""Rules and standards of the office: the calendar of a year, the statutory periods, the economic standard."""

from functools import cached_property

from django.http import Http404
from django.utils import timezone

from cases.domain.setting import import_calendar, save_setting
from cases.forms.setting import ClockForm, StandardForm, YearForm
from cases.models import Catalogue, EconomicStandard
from cases.tables.setting import RULES
from legalaid.platform.core.calendar import parse_notice
from legalaid.platform.core.models import CalendarDay, CalendarYear
from legalaid.platform.core.office import office
from legalaid.platform.office.pages import FormPage, Page
from legalaid.platform.procedure.deadlines import rule_for
from legalaid.platform.procedure.engine import running_rules
from legalaid.platform.procedure.models import ClockRule

AS_IN_FORCE = ("limit", "unit", "roll", "article", "promised_limit", "promised_unit")


class Settings(Page):
    """Calendar years, clock rules in force, economic standards."""

    permission = "office.settings"
    template_name = "cases/settings.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            table=RULES,
            years=CalendarYear.objects.all(),
            days=CalendarDay.objects.filter(date__year=today.year),
            rules=[(rule_for(key, today), rule) for key, rule in running_rules().items()],
            standards=EconomicStandard.objects.all(),
            catalogues=Catalogue.objects.all(),
            **kwargs,
        )


class SettingForm(FormPage):
    permission = "office.settings"
    template_name = "cases/setting_form.html"

    def what(self):
        """What is set, as the history names it."""
        return self.title

    def act(self, form):
        save_setting(form, by=self.request.user, what=self.what())
        return "cases:settings"


class ImportYear(SettingForm):
    title = "导入年度工作日历"
    form_class = YearForm

    def get_initial(self):
        year = timezone.localdate().year + 1
        return {"year": year, "source": f"国务院办公厅关于{year}年部分节假日安排的通知"}

    def act(self, form):
        year, source = form.cleaned_data["year"], form.cleaned_data["source"]
        days = parse_notice(form.cleaned_data["text"], year)
        count = import_calendar(year, days, source, by=self.request.user)

        self.done = f"已导入{year}年{len(days)}天，重新计算{count}个暂定期限。"
        return "cases:settings"


class ClockEdit(SettingForm):
    """A new dated row for one rule; earlier rows stay as they were."""

    form_class = ClockForm
    done = "新规则已保存，自生效日起起算的期限适用。"

    @cached_property
    def default(self):
        """The rule in the address as the code has it; one that does not run is 404."""
        rule = running_rules().get(self.kwargs["key"])
        if rule is None:
            raise Http404
        return rule

    @property
    def title(self):
        return f"期限规则：{self.default.name}"

    def get_initial(self):
        today = timezone.localdate()
        rule = rule_for(self.default.key, today)
        return {name: getattr(rule, name) for name in AS_IN_FORCE} | {"valid_from": today}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": ClockRule(key=self.default.key)}


class StandardNew(SettingForm):
    title, done = "新的经济困难标准", "标准已保存。"
    form_class = StandardForm

    def get_initial(self):
        return {"region": office()["county"]}  # by which the standard of a day is found

    def what(self):
        return "经济困难标准"
