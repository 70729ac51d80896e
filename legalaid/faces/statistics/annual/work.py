"""Figures of the other work: consultation, publicity of rules."""

from cases.models import Consultation
from legalaid.platform.documents.models import Paper
from stations.models import Referral, ReferralAnswer

from .reading import Reading, share
from .window import times


def work_figures(span):
    period = str(span)
    asked = Consultation.objects.filter(**times(span, "at")).count()
    notices = Paper.objects.filter(kind="public_notice", **times(span, "issued_at")).count()
    yield Reading("consultations", "法律咨询", asked, "人次", period, "本期登记的咨询人次")
    yield Reading("notices", "发布公示", notices, "次", period, "本期发布的公示")
    slips = Referral.objects.filter(**times(span, "sent_at"))
    answers = ReferralAnswer.objects.filter(referral__in=slips)
    returned = share(answers.filter(accepted=False).count(), answers.count())
    yield Reading("referrals", "转介单", slips.count() or None, "件", period, "本期与有关部门往来的转介单")
    yield Reading("referral_returns", "转介单退回率", returned, "%", period, "本期转介单中被退回的占比", 1)
