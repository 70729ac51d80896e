from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from cases.domain.setting import import_calendar, save_setting
from cases.forms.setting import ClockForm, StandardForm, YearForm
from cases.models import Catalogue, EconomicStandard
from cases.tables.setting import RULES
from legalaid.platform.core.calendar import parse_notice
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.models import CalendarDay, CalendarYear
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.procedure.deadlines import rule_for
from legalaid.platform.procedure.engine import running_rules
from legalaid.platform.procedure.models import ClockRule


class SettingsPage(PermissionMixin, View):
    permission = "office.settings"
    title = ""

    def form_page(self, request, form, status=200):
        return render(
            request, "cases/setting_form.html", {"form": form, "title": self.title}, status=status
        )


class Settings(SettingsPage):
    """Calendar years, clock rules in force, economic standards."""

    def get(self, request):
        today = timezone.localdate()
        context = {
            "years": CalendarYear.objects.all(),
            "days": CalendarDay.objects.filter(date__year=today.year),
            "table": RULES,
            "rules": [(rule_for(key, today), rule) for key, rule in running_rules().items()],
            "standards": EconomicStandard.objects.all(),
            "catalogues": Catalogue.objects.all(),
        }
        return render(request, "cases/settings.html", context)


class ImportYear(SettingsPage):
    title = "导入年度工作日历"

    def get(self, request):
        year = timezone.localdate().year + 1
        return self.form_page(
            request,
            YearForm(
                initial={"year": year, "source": f"国务院办公厅关于{year}年部分节假日安排的通知"}
            ),
        )

    def post(self, request):
        form = YearForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                rows = parse_notice(data["text"], data["year"])
                count = import_calendar(data["year"], rows, data["source"], by=request.user)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(
                    request, f"已导入{data['year']}年{len(rows)}天，重新计算{count}个暂定期限。"
                )
                return redirect("cases:settings")
        return self.form_page(request, form, 422)


class ClockEdit(SettingsPage):
    """A new dated row for one rule; earlier rows stay as they were."""

    def dispatch(self, request, *args, **kwargs):
        self.rule = running_rules().get(kwargs["key"])
        if self.rule is None:
            raise Http404
        self.title = f"期限规则：{self.rule.name}"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, key):
        now = rule_for(key, timezone.localdate())
        names = ("limit", "unit", "roll", "article", "promised_limit", "promised_unit")
        return self.form_page(
            request,
            ClockForm(
                initial={n: getattr(now, n) for n in names} | {"valid_from": timezone.localdate()}
            ),
        )

    def post(self, request, key):
        form = ClockForm(request.POST, instance=ClockRule(key=key))
        if (
            form.is_valid()
            and ClockRule.objects.filter(
                key=key, valid_from=form.cleaned_data["valid_from"]
            ).exists()
        ):
            form.add_error("valid_from", "这一天起已有一条规则，请换一个日期。")
        if form.is_valid():
            save_setting(form, by=request.user, what=self.title)
            messages.success(request, "新规则已保存，自生效日起起算的期限适用。")
            return redirect("cases:settings")
        return self.form_page(request, form, 422)


class StandardNew(SettingsPage):
    title = "新的经济困难标准"

    def get(self, request):
        return self.form_page(request, StandardForm())

    def post(self, request):
        form = StandardForm(request.POST)
        if form.is_valid():
            save_setting(form, by=request.user, what="经济困难标准")
            messages.success(request, "标准已保存。")
            return redirect("cases:settings")
        return self.form_page(request, form, 422)
