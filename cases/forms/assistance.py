from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.enums.agencies import AssistanceKind, AssistanceState
from cases.queries.assistance import requests_of
from legalaid.platform.office.forms import OfficeForm

from .cooperation import REPLIES
from .fields import day, money, one_of, text, themselves


class AskAssistanceForm(OfficeForm):
    kind = one_of("请求事项", AssistanceKind.choices)
    addressee = text("发往单位（全称）", length=80)
    content = text("需要中心做什么（查什么、证明什么、协调什么）", length=1000, rows=4)

    def clean_kind(self):
        return AssistanceKind(self.cleaned_data["kind"])


class Asked(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row.get_kind_display()}，发往{row.addressee}，{row.asked_by.name}请求"


class OfOneRequest(OfficeForm):
    """About one of the requests of this case."""

    asked = Asked(label="哪一项", queryset=None, empty_label="请选择")
    kind, states = None, ()

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        rows = requests_of(case, self.kind, *self.states).select_related("asked_by")
        self.fields["asked"].queryset = rows
        self.only = rows[0] if len(rows) == 1 else None
        if self.only:
            self.fields["asked"].initial = self.only


class LetterForm(OfOneRequest):
    """A letter; what the handler asked for stands in it already. Without a request the centre writes of itself."""

    asked = Asked(
        label="承办人的请求", queryset=None, required=False, empty_label="没有请求，中心自行出函"
    )
    said = {"addressee": "addressee", "content": "content"}  # field of the form: of the request

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in self.said.items() if self.only else ():
            self.fields[name].initial = getattr(self.only, value)


class IntroduceForm(LetterForm):
    kind, said = AssistanceKind.INTRODUCTION, {"addressee": "addressee", "purpose": "content"}
    addressee = text("发往单位（全称）", length=80)
    person = text("持信人（姓名、单位）", length=80)
    purpose = text("前往联系的事项", length=1000, rows=3)
    valid_until = day("有效期至", initial=lambda: timezone.localdate() + timedelta(days=15))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if case.handler_id:
            self.fields["person"].initial = f"{case.handler.firm} {case.handler}"


class ProveForm(LetterForm):
    kind = AssistanceKind.PROOF
    addressee = text("发往单位（全称）", length=80)
    content = text("证明的内容（只写本中心登记在案的事实）", length=1000, rows=4)


class CoordinateForm(ProveForm):
    kind = AssistanceKind.COORDINATION
    content = text("请求协调的事项", length=1000, rows=4)


class InvestigateForm(LetterForm):
    kind, said = AssistanceKind.INVESTIGATION, {"recipient": "addressee", "content": "content"}
    recipient = text("协作机构（异地法律援助机构）", length=80)
    content = text("请求调查的事项", length=1000, rows=4)
    due = day("协作期限", initial=lambda: timezone.localdate() + timedelta(days=15))


class DeclineAssistanceForm(OfOneRequest):
    reason = text("不出函的理由", length=300, rows=3)


class WithdrawLetterForm(OfOneRequest):
    states = (AssistanceState.ISSUED,)
    reason = text("撤回的理由", length=300, rows=3)


class RecordReplyForm(OfOneRequest):
    states = (AssistanceState.ISSUED, AssistanceState.REPLIED)
    replied_on = day("收到回复的日期", initial=timezone.localdate)
    reply = text("回复内容", length=2000, rows=4)
    result = forms.ChoiceField(
        label="异地协作的结果", choices=[("", "不是协作函"), *themselves(REPLIES)], required=False
    )
    cost = money("协作产生的费用（元）", digits=10)

    def clean(self):
        data = super().clean()
        asked = data.get("asked")
        if asked and asked.kind == AssistanceKind.INVESTIGATION and not data.get("result"):
            self.add_error("result", "异地协作须选择结果。")
        return data
