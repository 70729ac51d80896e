from django import forms
from django.utils import timezone

from cases.enums import Kind
from cases.forms.fields import day, text
from cases.quality.enums import Tool
from legalaid.platform.office.forms import OfficeForm
from stations.enums import HandlerKind

ANY = [("", "不限")]


def _last_quarter(today=None):
    """The first day of the quarter before this one."""
    today = today or timezone.localdate()
    month = today.month - (today.month - 1) % 3 - 3
    return today.replace(year=today.year - (month < 1), month=month + 12 * (month < 1), day=1)


def _quarter_ended():
    today = timezone.localdate()
    begins = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    return begins - timezone.timedelta(days=1)


class PlanForm(OfficeForm):
    title = text("名称（如“2026年第三季度质量检查”）", length=60)
    first = day("检查哪些案件：结案自", initial=_last_quarter)
    last = day("至", initial=_quarter_ended)


class CorrectPlanForm(PlanForm):
    reason = text("更正的理由", length=200)


class LineForm(OfficeForm):
    tool = forms.ChoiceField(label="方式", choices=Tool.choices)
    share = forms.IntegerField(
        label="比例（%）",
        min_value=1,
        max_value=100,
        required=False,
        help_text="比例和件数填一项。",
    )
    number = forms.IntegerField(
        label="件数",
        min_value=1,
        max_value=10_000,
        required=False,
        help_text="庭审旁听按件数计划。",
    )
    kind = forms.ChoiceField(label="案件类别", choices=[*ANY, *Kind.choices], required=False)
    handler_kind = forms.ChoiceField(
        label="承办人员类别", choices=[*ANY, *HandlerKind.choices], required=False
    )
    firm = forms.ModelChoiceField(
        label="承办机构", queryset=None, required=False, empty_label="不限"
    )
    cause = text("案由含（如“劳动”，不填的不限）", length=40, required=False)
    first_time = forms.BooleanField(label="只限首次办案的承办人", required=False)
    group = forms.BooleanField(label="只限申请人较多的案件", required=False)
    major = forms.BooleanField(label="只限重大疑难案件", required=False)

    def __init__(self, *args, firms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = firms
