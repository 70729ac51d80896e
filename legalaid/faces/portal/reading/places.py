"""Stations as they are made known: no person's name but what the office published, only what is open (程序规定 art. 8)."""

from dataclasses import dataclass

from stations.enums import Duty, Equipment, StationKind
from stations.models import Station

GROUPS = (
    (StationKind.CENTER, "法律援助中心"),
    (StationKind.TOWNSHIP, "乡镇、街道工作站"),
    (StationKind.PARTNER, "设在其他单位的工作站"),
)
ABOUT = ("id", "name", "kind", "area", "address", "hours", "phone")
HOW = ("way", "buses", "step_free", "duties", "equipment")


@dataclass(frozen=True)
class Place:
    pk: int
    name: str
    kind: str
    area: str
    address: str
    hours: str
    phone: str
    way: str
    buses: str
    step_free: str
    duties: tuple
    barrier_free: bool

    @property
    def short(self):
        """石桥乡法律援助工作站 -> 石桥乡."""
        return self.name.removesuffix("法律援助工作站") or self.name

    @property
    def does(self):
        return "、".join(duty.label for duty in (Duty.CONSULT, Duty.APPLY) if duty in self.duties)


def _places(kinds):
    rows = Station.objects.open().filter(kind__in=kinds).order_by("path").values_list(*ABOUT, *HOW)
    return [
        Place(*row[:-2], tuple(row[-2]), Equipment.BARRIER_FREE in row[-1])
        for row in rows.iterator()
    ]


def stations():
    """[Place] of the centre and every station, the centre first."""
    return _places([kind for kind, _ in GROUPS])


def groups():
    """[(heading, [Place])]; a heading without places is left out."""
    found = stations()
    grouped = [(label, [row for row in found if row.kind == kind]) for kind, label in GROUPS]
    return [(label, rows) for label, rows in grouped if rows]


def centre():
    """The centre itself, or None before one is registered."""
    return next(iter(_places([StationKind.CENTER])), None)


def bureaus():
    return _places([StationKind.AUTHORITY])
