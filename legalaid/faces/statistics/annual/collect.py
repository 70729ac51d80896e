"""All figures of one year, each from its own source."""

from legalaid.faces.statistics.models import ReportAnswer
from legalaid.platform.core.office import office
from legalaid.platform.core.words import day
from legalaid.platform.documents.wording import of_passages

from . import asked, cases, money, network, relief, supervision, systems, work
from .reading import Reading, Readings
from .standing import STANDING, sent_by
from .window import whole_year, year_span

SOURCES = (
    cases.case_figures,
    cases.quality_figures,
    cases.grade_figures,
    cases.clock_figures,
    supervision.supervision_figures,
    systems.system_figures,
    relief.relief_figures,
    network.network_figures,
    work.work_figures,
    money.money_figures,
)


def readings(year, scheme="自然年"):
    """Readings of `year` in the named scheme of periods."""
    span = year_span(year, scheme)
    found = Readings()
    found.worded = of_passages([one.passage.key for one in STANDING.values()], until=sent_by(year))
    if whole_year(year, scheme).unfinished:
        found.until = f"截至{day(span.ends)}"

    for reading in _all(year, span):
        found.setdefault(reading.key, reading)
    return found


def _all(year, span):
    yield Reading("county", "县名", office()["county"])
    yield Reading("center", "机构名称", office()["center"])
    yield Reading("year", "年度", str(year))
    yield Reading("period", "期间", str(span))

    for source in SOURCES:
        yield from source(span)

    yield from asked.asked(
        dict(ReportAnswer.objects.filter(year=year).values_list("key", "text")), span
    )
