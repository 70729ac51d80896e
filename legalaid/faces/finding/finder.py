"""One answer to what was typed: people, rows of every kind, places to go and things to start."""

from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.http import urlencode

from cases.quality.queries.term import from_outside
from cases.queries.search import LIMIT, search
from cases.tables.search import FIELDS as BEYOND

from . import kinds
from .asked import Asked
from .commands import CORNERS, STARTS
from .found import Hit, Kind, kind
from .outside import opens
from .people import OF_CASE, case_hit, people
from .places import PLACES

FEW, MANY = 4, 20  # rows of a kind in the palette, on its own page


@dataclass(frozen=True)
class Answer:
    asked: Asked
    people: list = field(default_factory=list)
    kinds: list = field(default_factory=list)
    beyond: list = field(default_factory=list)  # cases outside one's rights, masked

    @property
    def empty(self):
        return not (self.people or self.kinds)


def find(user, asked, limit=FEW):
    if from_outside(user):  # who is not even told whether there is such a person
        return Answer(asked, kinds=[*_commands(user, asked.solid.lower())])
    if not asked.text:
        return Answer(asked, kinds=[*_commands(user, "")])
    if asked.spoken:
        return Answer(asked, kinds=[_conditions(asked)] if user.may("cases.view") else [])

    named = [*_commands(user, asked.solid.lower(), limit)]
    rows, beyond = _cases(user, asked)
    asking = kinds.asking(user, asked, limit)
    who = people(user, asked, rows, asking)

    shown = {row["pk"] for one in who for row in one.cases}
    others = [case_hit(row, who=True) for row in rows if row["pk"] not in shown]
    told = {row.pk for one in who for row in one.consultations}
    found = [
        kind("案件", others, limit, kinds.listed("cases:list", asked), asked, _count(rows)),
        kinds.consultations([row for row in asking if row.pk not in told], asked, limit),
        *(one(user, asked, limit) for one in kinds.KINDS),
    ]
    found = [one for one in (_without(one, who) for one in found if one) if one.hits]
    # what is typed in the words of the house comes first; in letters it is sooner a name
    ordered = [*found, *named] if asked.solid.isascii() else [*named, *found]
    return Answer(asked, who, ordered, beyond)


def _without(found, people):
    """A kind without the rows that stand beside the people."""
    told = {hit.href for who in people for _, hits in who.hits for hit in hits}
    return replace(found, hits=tuple(hit for hit in found.hits if hit.href not in told))


def _cases(user, asked):
    if not user.may("cases.search"):
        return [], []
    return search(user, asked.text, {*OF_CASE, *BEYOND})


def _count(rows):
    return f"{len(rows)} 件" if len(rows) < LIMIT else f"{LIMIT} 件以上"


def _conditions(asked):
    where = f"{reverse('cases:list')}?{urlencode({'q': asked.text})}"
    return Kind("案件", (Hit(where, "在案件列表中查看", said=asked.text),))


def _commands(user, text, limit=None):
    """What may be started, and where one may go; all of it while nothing is typed."""
    places = [*PLACES.values(), *(CORNERS if text else ())]
    for title, commands in (("办理", STARTS), ("前往", places)):
        mine = [one for one in commands if one.allows(user) and opens(user, one.url)]
        mine = [one for one in mine if not text or one.answers(text)]
        mine.sort(key=lambda one: not one.is_called(text))
        hits = tuple(Hit(one.href, one.label, icon=one.icon) for one in mine[:limit])
        if hits:
            yield Kind(title, hits)
