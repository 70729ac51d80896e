"""The lines of the station board, each figure leading to the rows it counts; and those rows."""

from django.urls import reverse
from django.utils.safestring import mark_safe

from legalaid.faces.board.queries import FIGURES
from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

NOTHING = mark_safe('<span class="soft">—</span>')
SILENT = chip("沉寂", "late")


def _station(line):
    return address("stations:station", line.key)


def _figure(figure, month):
    before, _, after = reverse("board:rows", args=[0, "KEY"]).partition("0/KEY")
    return Column(
        figure.key,
        figure.label,
        lambda line: line.values.get(figure.key),
        "num",
        link=lambda line: f"{before}{line.key}/{figure.key}{after}?month={month:%Y-%m}",
        none=NOTHING,
        order=figure.key,
        quiet=True,
    )


def board_table(month):
    return Table(
        frame="frame scroll",
        falling=True,
        columns=(
            Column("rank", "名次", lambda line: line.rank or SILENT, "num"),
            Column("station", "站点", link=_station),
            *(_figure(figure, month) for figure in FIGURES),
            Column("", "活跃度", "activity", "num", order="activity"),  # the usual order
        ),
    )


COUNTED = Table(
    style="",
    empty="这个月没有记录。",
    columns=(Column("label", "事项", lambda row: row[1], link=lambda row: row[2]),),
)
