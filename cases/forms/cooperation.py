from datetime import timedelta

from django import forms
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm

from .fields import day, text, themselves

REPLIES = ("已回函核实", "书面说明无法协助", "逾期未回复")


class RequestCooperationForm(OfficeForm):
    recipient = text("协作机构（异地法律援助机构）", length=80)
    content = text("请求核查的事项", rows=4)
    due = day("协作期限", initial=lambda: timezone.localdate() + timedelta(days=15))


class ReceiveCooperationForm(OfficeForm):
    result = forms.ChoiceField(label="结果", choices=themselves(REPLIES))
    reply = text("回函内容", rows=4)
