from datetime import timedelta

from django import forms
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm

from .fields import day, either, money, text


class InboundForm(OfficeForm):
    agency = text("来函机构（全称）", length=80)
    their_number = text("来函文号", length=60)
    received_on = day("收到日期", initial=timezone.localdate)
    person = text("协作所涉当事人", length=60)
    content = text("请求协作的事项", length=2000, rows=4)
    due = day("来函要求的期限", initial=lambda: timezone.localdate() + timedelta(days=15))


class AssignForm(OfficeForm):
    to = forms.ModelChoiceField(label="办理人", queryset=None, empty_label="请选择")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


class AnswerForm(OfficeForm):
    helped = either("答复", "已经协助", "不能协助，书面说明理由")
    answer = text("协作情况，或者不能协助的理由（写入复函）", length=2000, rows=4)
    cost = money("支出的费用（元）", digits=10)


class ReasonForm(OfficeForm):
    reason = text("理由", length=300, rows=2)


class CorrectForm(InboundForm):
    reason = text("更正的理由", length=300, rows=2)
