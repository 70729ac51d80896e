"""Whom of a case the office may write to online, whether anybody looks there, and how they hear that something waits."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property

from cases.enums.following import Shown
from cases.models import Case
from cases.queries.contact import joint_key, text_reach
from cases.queries.following import (
    AGENT,
    APPLICANT,
    followers_of,
    following_of,
    is_kept,
    shown_of,
)
from legalaid.platform.audit.models import Event
from legalaid.platform.notifications.models import Text

from .queries import CLOSED_TO_ALL, is_dead, person_of, writer_key

CLOSED = "此案{state}，不再在网上写信。"
KEPT = "须安全联系、密卷的案件，没有提出的一律不在网上显示，本人看不到信。"
NOT_SHOWN = "当事人要求不在网上显示此案，看不到信。"
PLACE_ALONE = "当事人要求网上只显示办到哪一步，看不到信。"
NOBODY = "没有登记能够在网上查询的人的证件号码，看不到信。"
AGENTS_LOOK = "不给代理人发短信"


@dataclass(frozen=True)
class Reader:
    """`key`: as letters know whose they are; `to`: as texts do, None where none goes to them."""

    key: str
    who: str
    name: str
    to: int | None
    case: Case

    def __str__(self):
        return f"{self.who}{self.name}"

    @cached_property
    def untold(self):
        """Why no text tells them of it now, "" where one does."""
        if self.to is None:
            return AGENTS_LOOK
        row = Text(to=self.to, workflow="case", subject_id=self.case.pk)
        row.case = self.case
        return text_reach(row).bar


def why_not_online(case):
    """Why nobody would read a letter there; "" where somebody can."""
    if case.state in CLOSED_TO_ALL:
        return CLOSED.format(state=case.get_state_display())
    shown = shown_of(case, following_of(case))
    if shown == Shown.NOTHING:
        return KEPT if is_kept(case) else NOT_SHOWN
    if shown == Shown.PLACE:
        return PLACE_ALONE
    return "" if readers_of(case) else NOBODY


def readers_of(case):
    """[Reader] who may follow the case online, each once."""
    found = {}
    for one in followers_of(case.pk, case, following_of(case), timezone.localdate()):
        key = writer_key(case, one.last)
        if key in found or (one.who == APPLICANT and is_dead(case)):
            continue
        row = person_of(case, one.who, key)
        found[key] = Reader(key, one.who, row.name, text_key(one.who, row), case)
    return list(found.values())


def text_key(who, row):
    """How a text knows them; None of an agent: a text about a case knows parties alone."""
    if who == AGENT:
        return None
    return row.pk if who == APPLICANT else joint_key(row)


def last_look(case):
    """When somebody last looked at the case online; None where nobody ever did."""
    looks = Event.objects.filter(workflow="case", subject_id=case.pk, verb="case.followed")
    return looks.order_by("-seq").values_list("at", flat=True).first()
