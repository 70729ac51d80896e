from datetime import timedelta

from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm

from .fields import day, either, text

USUAL = timedelta(days=7)


def in_a_week():
    return timezone.localdate() + USUAL


class ProposeForm(OfficeForm):
    reason = text("拟评不合格的理由（承办人看得到）", rows=4, length=1000)
    due_on = day("承办人在哪一天以前陈述、申辩（含当日，不少于5日）", initial=in_a_week)


class StateForm(OfficeForm):
    objects_to = either("对拟评不合格", "有异议", "没有异议")
    statement = text("陈述、申辩（有异议的必填）", required=False, rows=5, length=2000)


class TakeBackForm(OfficeForm):
    reason = text("不再拟评的理由", rows=2, length=300)
