from django import forms
from django.utils import timezone

from cases.domain.relief import open_reliefs
from cases.law import relief as law
from legalaid.platform.office.forms import OfficeForm

from .fields import day, money, one_of, text, themselves, ticks
from .notice import CHOOSE
from .stage import MANNERS


class TellReliefForm(OfficeForm):
    kinds = ticks("告知可以申请的", law.KINDS, message="请勾选告知了哪些。")
    told_on = day("告知日期", initial=timezone.localdate)
    told_how = forms.ChoiceField(label="告知方式", choices=[CHOOSE, *themselves(MANNERS)])


class ReliefForm(OfficeForm):
    """About one of the fees that were told of."""

    relief = forms.ModelChoiceField(
        label="事项",
        queryset=None,
        empty_label="请选择",
        error_messages={"required": "请选择事项；没有的，请先登记告知。"},
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["relief"].queryset = self.offered(case)


class AskReliefForm(ReliefForm):
    asked_on = day("申请日期", initial=timezone.localdate)
    organ = text("向谁申请（法院、公证机构、司法鉴定机构等）", length=80)
    form = forms.ChoiceField(
        label="申请（司法救助不选）", choices=[("", "—"), *themselves(law.FORMS)], required=False
    )
    grounds = ticks(
        "申请减免诉讼费用所依据的情形（请核对，与所选的申请一致）",
        [
            (row.code, f"{form}：{row.text}（{row.article}）")
            for form in law.FORMS
            for row in law.GROUNDS[form]
        ],
        required=False,
    )
    note = text("说明", required=False, rows=2)

    def offered(self, case):
        return open_reliefs(case)


class AnswerReliefForm(ReliefForm):
    answered_on = day("答复日期", initial=timezone.localdate)
    result = one_of("结果", law.RESULTS)
    amount = money("减免或者救助的金额（元；缓交的不填）")
    note = text("说明", required=False, rows=2)

    def offered(self, case):
        return case.reliefs.all()
