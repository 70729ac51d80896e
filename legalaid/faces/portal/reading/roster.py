"""The published roster (法律援助人员名册): whose entry was released, with what the entry says and nothing else."""

from itertools import groupby

from stations.enums import HandlerKind
from stations.queries.handler import public_roster

ABOUT = ("firm__name", "user__name", "kind", "licence", "specialities", "languages", "minors")


def by_firm():
    """[(firm, [row])]."""
    rows = public_roster().order_by("firm__name", "user__name").values(*ABOUT)
    told = [
        {**row, "name": row["user__name"], "kind": HandlerKind(row["kind"]).label} for row in rows
    ]
    return [(firm, list(people)) for firm, people in groupby(told, lambda row: row["firm__name"])]
