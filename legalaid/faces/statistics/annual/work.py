"""Figures of the other work: consultation, publicity of rules."""

from cases.models import Consultation
from legalaid.platform.documents.models import Paper

from .reading import Reading
from .window import times


def work_figures(span):
    period = str(span)
    asked = Consultation.objects.filter(**times(span, "at")).count()
    notices = Paper.objects.filter(kind="public_notice", **times(span, "issued_at")).count()
    yield Reading("consultations", "法律咨询", asked, "人次", period, "本期登记的咨询人次")
    yield Reading("notices", "发布公示", notices, "次", period, "本期发布的公示")
