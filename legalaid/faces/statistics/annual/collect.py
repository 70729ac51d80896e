"""All figures of one year, each from its own source."""

from django.conf import settings

from legalaid.faces.statistics.models import ReportAnswer

from . import asked, cases, network, work
from .reading import Reading, Readings
from .window import year_span

SOURCES = (cases.case_figures, cases.quality_figures, cases.clock_figures, network.network_figures, work.work_figures)
WAITING = (
    ("budget", "同级财政预算"), ("budget_before", "上年同级财政预算"), ("provincial", "省级专项经费"), ("provincial_years", "省级专项经费年度"),
    ("average_subsidy", "案均补贴"), ("subsidy_standard", "省定补贴标准"), ("yearly_cases", "近三年年均办案"), ("payment_rate", "办案补贴发放率"),
    ("grade_excellent", "质量优秀"), ("grade_good", "质量良好"), ("grade_pass", "质量合格"), ("grade_fail", "质量不合格"),
    ("duty_shifts", "值班"), ("duty_help", "值班提供帮助"), ("referrals", "转办单"), ("referral_returns", "转办单退回率"),
    ("trainings", "培训"), ("trained", "参训"), ("trained_share", "持证上岗"), ("outreach_events", "宣传活动"),
    ("outreach_people", "宣传覆盖"), ("outreach_materials", "宣传材料"), ("outreach_consultations", "宣传现场咨询"),
    ("outreach_places", "进入场所"), ("outreach_media", "宣传媒介"),
)  # fmt: skip


def readings(year, scheme="自然年"):
    """Readings of `year` in the named scheme of periods."""
    span = year_span(year, scheme)
    found = Readings()
    for reading in _all(year, span):
        found.setdefault(reading.key, reading)
    return found


def _all(year, span):
    yield Reading("county", "县名", settings.OFFICE["county"])
    yield Reading("center", "机构名称", settings.OFFICE["center"])
    yield Reading("year", "年度", str(year))
    yield Reading("period", "期间", str(span))
    for source in SOURCES:
        yield from source(span)
    for key, label in WAITING:
        yield Reading(key, label, None, period=str(span))
    yield from asked.asked(dict(ReportAnswer.objects.filter(year=year).values_list("key", "text")), span)
