"""What somebody who follows a case may write from there, and what came of what they wrote."""

from dataclasses import dataclass

from cases.enums import REPLACEABLE
from cases.enums.following import Shown
from cases.enums.objection import OBJECTED
from cases.queries.following import APPLICANT, JOINT
from cases.queries.objection import open_decisions
from legalaid.faces.portal.letters.domain.writing import AS_OFTEN_AS_ONE_LIKES
from legalaid.faces.portal.letters.enums import Kind, Outcome
from legalaid.faces.portal.letters.papers import may_be_served
from legalaid.faces.portal.letters.queries import (
    CLOSED_TO_ALL,
    file_names_of,
    is_dead,
    letter_to,
    letters_to,
    own_letters,
    person_of,
    replies_to,
    sender_of,
    writer_key,
)
from legalaid.faces.portal.letters.rating import may_rate
from legalaid.faces.portal.letters.standing import standing_of
from legalaid.platform.core.words import day, moment

LINKS = {
    Kind.MESSAGE: "给承办人、中心留言",
    Kind.CONTACT: "改电话，说什么时候不要打",
    Kind.REPLACEMENT: "请求更换承办人",
    Kind.OBJECTION: "不同意决定，提出异议",
    Kind.COMPLAINT: "投诉",
}


def reads_all(opened):
    return opened.case is not None and opened.shown == Shown.ALL


def offers_rating(opened):
    """Once for the whole case: not by one of several for the others."""
    return reads_all(opened) and opened.who != JOINT and may_rate(opened.case)


def offers_papers(opened):
    return reads_all(opened) and may_be_served(opened.case, opened.who)


def open_kinds(opened):
    """The kinds of letters that may be written now. Whoever chose to be shown the place alone writes nothing: answers would tell more."""
    case = opened.case
    if not reads_all(opened) or case.state in CLOSED_TO_ALL:
        return []
    if opened.who == APPLICANT and is_dead(case):
        return []

    found = [Kind.MESSAGE]
    if not (case.finished or case.sealed):
        found.append(Kind.CONTACT)
    if case.handler_id and case.state in REPLACEABLE and not case.replacing:
        found.append(Kind.REPLACEMENT)
    if decisions_of(opened):
        found.append(Kind.OBJECTION)
    return [*found, Kind.COMPLAINT]


def decisions_of(opened):
    """[(key of the paper, what it is)] that this person may object to; what is about one of several, to that one alone."""
    case = opened.case
    found = open_decisions(case)
    if not found:
        return []
    person = person_of(case, opened.who, writer_key(case, opened.last))
    mine = [one for one in found if not one.whose or (person and person.name == one.whose)]
    done = set(case.objections.filter(state__in=OBJECTED).values_list("paper", flat=True))
    return [(str(one.paper.pk), _decision(one)) for one in mine if one.paper.pk not in done]


def _decision(one):
    return f"{one.paper}，最后一天是{day(one.until.at)}" if one.until else str(one.paper)


def links_of(opened):
    """What one has asked for already is not offered again while it waits: it stands below, and would be refused once it was written."""
    kinds = open_kinds(opened)
    if not kinds:
        return []
    own = own_letters(opened.case, opened.last)
    waits = {row.kind for row in own if not row.outcome} - set(AS_OFTEN_AS_ONE_LIKES)
    return [(kind.value, LINKS[kind]) for kind in kinds if kind not in waits]


@dataclass(frozen=True)
class Sent:
    """One's own letter as its writer reads it: never the number, neither the old nor the new."""

    number: int
    what: str
    at: str
    text: str
    stands: str
    answer: str
    files: tuple[str, ...]


STANDS = {
    "": "已收到，还没有答复",
    Outcome.ANSWERED: "已答复",
    Outcome.NOTED: "已看过，不另外答复",
    Outcome.TAKEN: "已办理",
    Outcome.DECLINED: "没有办理",
}
REGISTERED = (Kind.REPLACEMENT, Kind.OBJECTION, Kind.COMPLAINT)
CONTACT_WAITS = "已收到。核实是您本人以后才改，核实以前仍用原来的号码"
CONTACT_TAKEN = "已核实，已更正"
REPLY = "回信"
TAKEN_BACK = "以前的答复不对，已经收回，请不要照它办。正在重新办理"


def sent_by(opened):
    """[Sent], the newest first; to whom the place alone is shown, nothing."""
    if not reads_all(opened):
        return []
    return _all_told(own_letters(opened.case, opened.last))


@dataclass(frozen=True)
class Received:
    """What the office wrote, as its reader sees it in the list: from whom, and whether it is still to be opened."""

    number: int
    sender: str
    at: str
    opened: bool
    taken_back: bool


def received_by(opened):
    """[Received], the newest first; to whom the place alone is shown, nothing."""
    if not reads_all(opened):
        return []
    return [_received(row) for row in letters_to(opened.case, opened.last)]


def _received(row):
    about = {"opened": bool(row.opened_at), "taken_back": bool(row.taken_back_at)}
    return Received(row.pk, sender_of(row), moment(row.sent_at), **about)


def letter_of(opened, key):
    """The letter of the office of this key that whoever opened the case may read, or None."""
    return letter_to(opened.case, opened.last, key) if reads_all(opened) else None


def replies_of(letter):
    """[Sent]: what this reader answered to it."""
    return _all_told(replies_to(letter))


def _all_told(rows):
    names = file_names_of(rows)
    return [_told(row, tuple(names.get(row.pk, ()))) for row in rows]


def _told(row, files):
    stands = STANDS[row.outcome]
    if row.kind == Kind.CONTACT:
        stands = {"": CONTACT_WAITS, Outcome.TAKEN: CONTACT_TAKEN}.get(row.outcome, stands)
    if row.became:
        stands = f"已登记：{standing_of(row)}"
    elif not row.outcome and row.kind in REGISTERED:
        stands = "已收到，等待登记，期限从发出那天起算"
    if row.taken_back_at and not row.outcome:
        stands = TAKEN_BACK
    what, at = REPLY if row.reply_to_id else row.get_kind_display(), moment(row.sent_at)
    return Sent(row.pk, what, at, row.text, stands, row.answer, files)
