"""The statutory tables as PDF, on the layout of the printed form."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from legalaid.faces.statistics.queries.frozen import handed_in
from legalaid.platform.core.office import office, office_at
from legalaid.platform.core.words import day
from legalaid.platform.documents import render


@dataclass(frozen=True)
class Title:
    """Who reports, for which period, and when it was made."""

    period: object
    station: object
    day: date

    @property
    def unit(self):
        return str(self.station or office()["center"])

    @property
    def office(self):
        return office()["center"]

    @property
    def made(self):
        return f"{self.made_on}生成"

    @property
    def made_on(self):
        return day(self.day)


def table(tables, title):
    return render.pdf(
        render_to_string("papers/statistics_table.html", {"tables": tables, "title": title})
    )


def handed_in_return(snapshot):
    """A return as it was frozen; where it was handed in again, with what it said before."""
    earlier = snapshot.earlier
    before = _numbers(earlier) if earlier else {}
    tables = [
        (table, [(line, shown, before.get((table.key, line.number), "")) for line, shown in lines])
        for table, lines in handed_in(snapshot)
    ]

    facts = {
        "row": snapshot,
        "earlier": earlier,
        "tables": tables,
        "OFFICE": office_at(snapshot.at),
    }
    return render.pdf(render_to_string("papers/return.html", facts))


def _numbers(snapshot):
    return {
        (table.key, line.number): shown
        for table, lines in handed_in(snapshot)
        for line, shown in lines
    }
