"""What lies in a case's file at the moment: the material of the application, later the handler's volume, in the end the sealed volumes."""

from dataclasses import dataclass

from cases.enums import WITH_HANDLER, State
from cases.models import Catalogue
from cases.queries.archive import catalogue_of, stands
from legalaid.platform.core.words import short
from legalaid.platform.documents.models import Volume
from legalaid.platform.office.addresses import address

HANDED_IN = (
    State.CONCLUDED,
    State.CLOSING_RETURNED,
    State.CLOSING_REVIEW,
    State.ITEM_OWED,
)
SHOWN = 6


@dataclass(frozen=True)
class Line:
    title: str
    said: str
    colour: str = ""
    link: str = ""


@dataclass(frozen=True)
class Dossier:
    """`count`: how many of the lines are there; `more`: how many are not shown; `volume`: of the handler's volume."""

    count: str
    lines: tuple
    more: int = 0
    volume: bool = False


def dossier_of(case):
    if case.state == State.ARCHIVED and (volumes := _volumes(case)):
        return Dossier(f"{len(volumes)} 卷", volumes)
    if case.state in WITH_HANDLER - {State.OFFERED}:
        return _handled(case)
    return _handed_in(case)


def _volumes(case):
    volumes = Volume.objects.filter(workflow="case", subject_id=case.pk).defer("manifest")
    return tuple(
        Line(one.title, f"{one.pages}页，已封存", "kept", address("documents:volume", one.pk))
        for one in volumes
    )


def _handled(case):
    """The handler's volume by the catalogue in force: what it must have, and what is there."""
    asked_now = case.state in HANDED_IN
    lacking = ("尚缺", "soon") if asked_now else ("未入卷", "quiet")

    there, missing = [], []
    for entry, filed in catalogue_of(case)[Catalogue.Volume.HANDLING.label]:
        how = stands(case, entry, filed)
        if how == "unsigned" and asked_now:
            missing.append(Line(entry.title, "缺签字件", "soon"))
        elif filed:
            there.append(Line(entry.title, f"{len(filed)} 份", "kept"))
        elif how == "missing":
            missing.append(Line(entry.title, *lacking))
    return _counted(there, missing, first=asked_now, volume=True)


def _handed_in(case):
    there, missing = [], []
    for item in case.materials.all():
        if item.received_on:
            there.append(Line(item.title, f"{short(item.received_on)}收到", "kept"))
        elif item.owed_by:
            missing.append(Line(item.title, f"{short(item.owed_by)}前补交", "soon"))
        elif item.required:
            missing.append(Line(item.title, "未收到", "soon" if case.aided else "late"))
    return _counted(there, missing)


def _counted(there, missing, *, first=True, volume=False):
    """What is missing stands `first`, where it is asked for now."""
    lines = [*missing, *there] if first else [*there, *missing]
    more = max(len(lines) - SHOWN, 0)
    return Dossier(f"{len(there)} / {len(lines)} 份", tuple(lines[:SHOWN]), more, volume)
