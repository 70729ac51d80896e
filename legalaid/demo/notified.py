"""Criminal cases of the demo county that came by an organ's notice (Law art. 36)."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.domain.notice import notify
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.office import office

from . import people

ACCUSED = ("犯罪嫌疑人", "被告人")
ORGANS = {"检察院": "procuratorate", "法院": "court"}
MINORS = 0.3


def register(walker, matter):
    """The notice of a matter, as a clerk of the centre's window enters it at the walker's moment."""
    rng, day, cause = walker.rng, timezone.localdate(walker.at), walker.causes[matter.cause]
    kind = next(kind for word, kind in ORGANS.items() if matter.organ.endswith(word))
    low, high = (15, 17) if rng.random() < MINORS else matter.ages
    person = people.person(rng, day, low=low, high=high)
    years = age(person["birth"], day)
    crowds = [code for code, found in (("minor", years < 18), ("elderly", years >= 60)) if found]
    if person["sex"] == "F" and years >= 18:
        crowds.append("woman")

    grounds = ("sensory", "capacity", "ordinary") if kind == "court" else ("sensory", "capacity")
    fields = {
        "station": walker.cast["window"][0],
        "cause": cause,
        "notified": "minor" if years < 18 else rng.choice(grounds),
        "stage": matter.stage,
        "applicant_role": matter.role,
        "organ": matter.organ,
        "crowds": crowds,
        "facts": f"{matter.role}涉嫌{cause.name}，没有委托辩护人。",
    }
    notice = {
        "organ_kind": kind,
        "number": f"清{'法' if kind == 'court' else '检'}援通〔{day.year}〕{rng.randrange(1, 400)}号",
        "dated_on": day - timedelta(days=rng.randrange(2)),
        "received_on": day,
        "contact": people.name(rng, rng.random() < 0.5),
        "phone": "0999-7612345",
        "held_at": "清和县看守所" if rng.random() < 0.6 else "",
    }

    return notify(
        by=walker.cast["window"][1],
        token=uuid.UUID(int=rng.getrandbits(128)),
        fields=fields,
        person=person,
        notice=notice,
        short=office()["short"],
        at=walker.at,
    )
