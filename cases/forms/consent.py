from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm

from .fields import day, text


class RefuseLawyerForm(OfficeForm):
    refused_on = day("表示不同意的日期", initial=timezone.localdate)
    reason = text("不同意的理由（自行委托律师的写明）", rows=3)


class ReasonForm(OfficeForm):
    reason = text("理由", length=300, rows=3)


class SecondNoticeForm(OfficeForm):
    number = text("通知书文号", length=60)
    dated_on = day("通知书日期")
    received_on = day("收到日期", initial=timezone.localdate)
