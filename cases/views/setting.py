"""Rules and standards of the office: the calendar of a year, the statutory periods, the economic standard."""

from calendar import Calendar
from functools import cached_property

from django.http import Http404
from django.utils import timezone

from cases.domain.setting import import_calendar, moved_days, save_setting
from cases.forms.setting import (
    ClockForm,
    LocalTopicsForm,
    PauseForm,
    QuestionsForm,
    StandardForm,
    YearForm,
)
from cases.law.callback import ALWAYS
from cases.models import CallQuestions, Catalogue, EconomicStandard, LocalTopics
from cases.queries.followup import questions_on
from cases.queries.local import local_on
from cases.tables.setting import RULES
from legalaid.platform.core.calendar import as_if_kept, workdays
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.models import CalendarDay, CalendarYear
from legalaid.platform.core.notice import read_notice
from legalaid.platform.core.office import office
from legalaid.platform.office.pages import FormPage, Page
from legalaid.platform.procedure.deadlines import pause_rule_on, rule_for
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
            pause=pause_rule_on(today),
            standards=EconomicStandard.objects.all(),
            catalogues=Catalogue.objects.all(),
            asked=questions_on(today),
            questions=CallQuestions.objects.all(),
            local=LocalTopics.objects.all(),
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
    """A notice is read and shown as a calendar, with the limits it moves; it is kept once somebody has looked at that."""

    title, submit = "导入放假安排", "读出日期，先核对"
    template_name = "cases/calendar_form.html"
    form_class = YearForm

    def get_initial(self):
        year = timezone.localdate().year + 1
        return {"year": year, "source": f"国务院办公厅关于{year}年部分节假日安排的通知"}

    def form_valid(self, form):
        if "confirmed" in self.request.POST:
            return super().form_valid(form)

        try:
            notice = read_notice(form.cleaned_data["text"], form.cleaned_data["year"])
            moved = moved_days(notice)
        except DomainError as error:
            return self.refused(form, error)
        return self.show(form, 200, notice=notice, months=months_with(notice), moved=moved)

    def act(self, form):
        year, source = form.cleaned_data["year"], form.cleaned_data["source"]
        notice = read_notice(form.cleaned_data["text"], year)
        count = import_calendar(notice, source, by=self.request.user)

        self.done = f"已导入{year}年{len(notice.days)}天，重新计算{count}个期限。"
        return "cases:settings"


def months_with(notice):
    """[(month, its weeks)] of the year as it would be; a week is seven (day or None, what it is, whether the notice names it)."""
    with as_if_kept(notice):
        weeks = [
            (month, Calendar().monthdatescalendar(notice.year, month)) for month in range(1, 13)
        ]
        works = workdays({day for _, rows in weeks for row in rows for day in row})

    return [
        (month, [[_place(notice, works, month, day) for day in row] for row in rows])
        for month, rows in weeks
    ]


def _place(notice, works, month, day):
    if day.month != month:
        return None, "", False
    weekend = day.weekday() >= 5
    word = ("班" if weekend else "") if works[day] else ("" if weekend else "休")
    return day, word, day in notice.days


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


class PauseNew(SettingForm):
    title, done = "停止计算的当天算不算", "已确认。"
    form_class = PauseForm

    def get_initial(self):
        return {"valid_from": timezone.localdate()}


class QuestionsNew(SettingForm):
    """Begins with the questions asked today."""

    title, done = "回访问什么", "已保存，自生效日起的回访这样问。"
    template_name = "cases/setting_questions.html"
    form_class = QuestionsForm

    def get_initial(self):
        today = timezone.localdate()
        return {"valid_from": today, "text": "\n".join(questions_on(today))}

    def get_context_data(self, **kwargs):
        return super().get_context_data(always=ALWAYS.values(), **kwargs)


class LocalTopicsNew(SettingForm):
    """Begins with the names in force today."""

    title, done = "本地典型", "已保存，自生效日起登记咨询时这样勾选。"
    form_class = LocalTopicsForm

    def get_initial(self):
        today = timezone.localdate()
        return {"valid_from": today, "text": "\n".join(local_on(today).values())}


class StandardNew(SettingForm):
    title, done = "新的经济困难标准", "标准已保存。"
    form_class = StandardForm

    def get_initial(self):
        return {"region": office()["county"]}  # by which the standard of a day is found

    def what(self):
        return "经济困难标准"
