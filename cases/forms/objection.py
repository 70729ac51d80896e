from django import forms
from django.utils import timezone

from cases.enums import ObjectionManner, RemedyKind, RemedyResult
from cases.law import grounds
from legalaid.platform.office.forms import OfficeForm

from .decision import GrantForm
from .fields import NAME, NAME_MESSAGE, day, one_of, text

FACTS = ("manner", "objector", "posted_on", "received_on", "content", "read_back", "late_reason")


class ObjectionFacts(OfficeForm):
    manner = one_of("提出方式", ObjectionManner.choices)
    received_on = day("收到日期（邮寄的写寄到的日期）", initial=timezone.localdate)
    posted_on = day("交邮日期（邮寄的写邮戳上的日期）", required=False)
    objector = text("异议人", length=60, regex=NAME, message=NAME_MESSAGE)
    content = text("异议的事实和理由", rows=6)
    read_back = forms.BooleanField(label="口头提出的：记录已向异议人宣读，由其确认", required=False)
    late_reason = text("受理逾期异议的理由（没有逾期的不填）", length=300, required=False, rows=2)

    def facts(self):
        return {name: self.cleaned_data[name] for name in FACTS}


class ObjectionForm(ObjectionFacts):
    number = text("原决定书文号", length=60)
    name = text("决定书上的申请人（受援人）姓名", length=60)
    field_order = ("number", "name")


class AmendObjectionForm(ObjectionFacts):
    reason = text("更正的理由", length=200)


class TakeBackForm(OfficeForm):
    on = day("撤回日期", initial=timezone.localdate)
    reason = text("撤回的理由（可不填）", length=300, required=False, rows=2)


class ReasonForm(OfficeForm):
    reason = text("理由", length=300, rows=3)


class ReviewForm(OfficeForm):
    findings = text("审查查明的事实（写入决定书）", rows=5)
    reasons = text("理由（写入决定书）", rows=5)


class RemedyForm(OfficeForm):
    kind = one_of("方式", RemedyKind.choices)
    body = text("复议机关或者法院", length=60)
    brought_on = day("提出日期", initial=timezone.localdate)
    result = forms.ChoiceField(
        label="结果", choices=[("", "还没有结果"), *RemedyResult.choices], required=False
    )
    ended_on = day("结果日期", required=False)


class CorrectForm(GrantForm):
    """A grant made anew; the centre on its own says what was wrong with the refusal."""

    def __init__(self, *args, ordered, **kwargs):
        super().__init__(*args, **kwargs)
        if not ordered:
            self.fields["reason"] = text("原决定错在哪里", length=300, rows=3)


def ground_texts(codes):
    """The grounds of a decision as they are written."""
    found = ((code, grounds.find(code)) for code in codes.split())
    return [row.text if row else code for code, row in found]
