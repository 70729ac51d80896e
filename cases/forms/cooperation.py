from datetime import timedelta

from django import forms
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm

from .progress import day

RESULTS = ("已回函核实", "书面说明无法协助", "逾期未回复")


class RequestCooperationForm(OfficeForm):
    recipient = forms.CharField(label="协作机构（异地法律援助机构）", max_length=80)
    content = forms.CharField(label="请求核查的事项", widget=forms.Textarea(attrs={"rows": 4}))
    due = day("协作期限", initial=lambda: timezone.localdate() + timedelta(days=15))


class ReceiveCooperationForm(OfficeForm):
    result = forms.ChoiceField(label="结果", choices=[(r, r) for r in RESULTS])
    reply = forms.CharField(label="回函内容", widget=forms.Textarea(attrs={"rows": 4}))
