"""The statutory tables as PDF, on the layout of the printed form."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from legalaid.platform.core.office import office
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
