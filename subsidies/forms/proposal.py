from django import forms
from django.utils import timezone

from legalaid.platform.documents.uploads import ACCEPT
from legalaid.platform.office.forms import OfficeForm
from stations.models import Handler
from subsidies.enums import Source
from subsidies.law import chart
from subsidies.models import Fund

from .standard import DAY


def money_field(label="金额（元）", *, least=0.01, **kwargs):
    messages = {
        "min_value": "金额须大于零；更正请用冲正。",
        "max_decimal_places": "金额最多两位小数。",
    }
    return forms.DecimalField(
        label=label,
        max_digits=13,
        decimal_places=2,
        min_value=least,
        error_messages=messages,
        **kwargs,
    )


class ProposalForm(OfficeForm):
    """What every proposal has: a reason, and most of them a fund."""

    def __init__(self, *args, funds=None, **kwargs):
        super().__init__(*args, **kwargs)
        if "fund" in self.fields:
            self.fields["fund"].queryset = funds


def reason_field(label="事由"):
    return forms.CharField(label=label, max_length=120, min_length=2)


def fund_field():
    return forms.ModelChoiceField(Fund.objects.none(), label="经费", empty_label="请选择")


def line_field(label="预算科目", initial="casework"):
    return forms.ChoiceField(label=label, choices=chart.BUDGET_LINES, initial=initial)


def day_field():
    return forms.DateField(label="入账日期", widget=DAY, initial=timezone.localdate)


def file_field():
    widget = forms.ClearableFileInput(attrs={"accept": ACCEPT})
    return forms.FileField(label="依据文件（扫描件）", required=False, widget=widget)


class AppropriationForm(ProposalForm):
    source = forms.ChoiceField(label="来源", choices=Source.choices)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    line = line_field()
    amount = money_field()
    document_number = forms.CharField(label="拨款文号", max_length=60)
    document_date = forms.DateField(label="文件日期", widget=DAY)
    on = day_field()
    earmarks = forms.MultipleChoiceField(
        label="限定用途（不勾选为不限；同一经费以首次为准）",
        choices=chart.EXPENSE_KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    difficult_percent = forms.IntegerField(
        label="疑难、跨区域案件最多占（%）",
        required=False,
        min_value=0,
        max_value=100,
        help_text="项目有规定的才填；彩票公益金没有填的按10%，其他来源没有填的不限。",
    )
    reason = reason_field("用途说明")
    file = file_field()


class ExpenseForm(ProposalForm):
    """Expenses without a case; what is earned on cases is paid in batches."""

    fund = fund_field()
    expense = forms.ChoiceField(
        label="支出种类",
        choices=[(kind.code, kind.label) for kind in chart.EXPENSES.values() if not kind.of_case],
    )
    amount = money_field()
    payee = forms.CharField(
        label="收款单位", max_length=80, min_length=2, help_text="付给单位，不付个人。"
    )
    on = day_field()
    reason = reason_field()
    file = file_field()


class TransferForm(ProposalForm):
    fund = fund_field()
    line = line_field("调出科目")
    to_line = line_field("调入科目", initial="office")
    amount = money_field()
    on = day_field()
    reason = reason_field()


class OverdraftForm(ProposalForm):
    fund = fund_field()
    line = line_field()
    amount = money_field("准予超支限额（元，收回写0）", least=0)
    reason = reason_field("理由")
    file = file_field()


class ReversalForm(ProposalForm):
    reason = reason_field("冲正理由")


class ShareForm(ProposalForm):
    handler = forms.ModelChoiceField(Handler.objects.none(), label="原承办人", empty_label="请选择")
    percent = forms.IntegerField(
        label="原承办人所占（%）",
        min_value=0,
        max_value=99,
        help_text="其余归现承办人；不再分担的写0。",
    )
    reason = reason_field("分担的依据（各人做了哪些工作）")
    file = file_field()

    def __init__(self, *args, handlers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers


class RefundForm(ProposalForm):
    document_number = forms.CharField(label="收据号", max_length=60)
    on = forms.DateField(label="退款到账日期", widget=DAY, initial=timezone.localdate)
    reason = reason_field("退款的原因")
    file = file_field()


class YearEndForm(ProposalForm):
    year = forms.IntegerField(label="结账年度", min_value=2000, max_value=2100)
    reason = reason_field("说明")


class ApproveForm(OfficeForm):
    opinion = forms.CharField(label="审批意见（可不填）", max_length=120, required=False)


class RefusalForm(OfficeForm):
    reason = reason_field("理由")
