"""Sealed volumes: the digest of each, and of the list of what is in it, stands in the audit chain, where nobody can exchange it."""

import hashlib
from dataclasses import dataclass

from legalaid.platform.audit.chain import canonical, latest_of, record
from legalaid.platform.audit.models import Event

from .fields import Altered
from .models import Volume

SEAL = "volume.seal"


@dataclass(frozen=True)
class Proof:
    """What became of one volume: as what it was sealed, where in the chain, and what is wrong ("" for nothing)."""

    title: str
    sha256: str
    seq: int | None
    fault: str

    @property
    def sentence(self):
        place = f"审计链第{self.seq}条" if self.seq else "不在审计链中"
        return f"{self.title} | SHA-256 {self.sha256} | {place} | {self.fault or '完好'}"


def seal(volume, *, by):
    """Puts the digests of a stored volume into the chain."""
    place = {"workflow": volume.workflow, "subject_id": volume.subject_id}
    record(SEAL, by=by, **place, title=volume.title, **_digests(volume))


def hold_against_chain(volume):
    """Raises Altered where the row says anything but what was sealed. The file is held against the row when it is opened."""
    kind = {"data__kind": volume.kind}
    event = latest_of(volume.workflow, volume.subject_id, [SEAL], **kind)
    if event is None or _sealed(event) != _digests(volume):
        raise Altered(volume)


def prove_all(subjects=None):
    """A Proof of every volume of these cases (None: of all), those included that were sealed and are gone."""
    events, rows = Event.objects.filter(verb=SEAL), Volume.objects.order_by("pk")
    if subjects is not None:
        events, rows = (found.filter(subject_id__in=subjects) for found in (events, rows))

    last = {_place(event, event.data["kind"]): event for event in events.order_by("seq")}
    for row in rows.iterator():
        event = last.pop(_place(row, row.kind), None)
        yield _proof(row.title, event, _fault(row, event), row.sha256)
    for event in last.values():
        yield _proof(event.data["title"], event, "卷宗已不在登记中")


def _place(row, kind):
    return row.workflow, row.subject_id, kind


def _proof(title, event, fault, sha256=""):
    digest = event.data["sha256"] if event else sha256
    return Proof(title, digest, event and event.seq, fault)


def _fault(volume, event):
    if event is None:
        return "审计链中没有封存记录"
    if _sealed(event) != _digests(volume):
        return "登记的校验码或者目录与封存时不同"
    try:
        with volume.file.open():
            return ""
    except Altered:
        return "文件与封存时不同，或者打不开"
    except (FileNotFoundError, ValueError):
        return "文件不在"


def _digests(volume):
    manifest = hashlib.sha256(canonical(volume.manifest).encode()).hexdigest()
    return {
        "kind": volume.kind,
        "pages": volume.pages,
        "sha256": volume.sha256,
        "manifest": manifest,
    }


def _sealed(event):
    return {key: event.data.get(key) for key in ("kind", "pages", "sha256", "manifest")}
