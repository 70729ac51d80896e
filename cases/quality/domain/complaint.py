"""Complaints (Law art. 55, 56): taken down wherever somebody brings one, looked into and answered by the bureau."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.domain.assignment import in_order
from cases.domain.correction import Corrected, correct
from cases.domain.notice import moment_of
from cases.domain.written import written
from cases.quality import periods
from cases.quality.enums.complaint import (
    OF_CASE,
    AnswerManner,
    ComplaintChannel,
    ComplaintParty,
    ComplaintState,
)
from cases.quality.models import Complaint, ComplaintHearing
from cases.quality.queries.complaint import case_called, people_called, repeats, works_for
from cases.quality.workflow import COMPLAINT
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.numbering import next_number
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.procedure import deadlines
from stations.models import Firm
from stations.queries.station import people_over

SPOKEN = (ComplaintChannel.VISIT, ComplaintChannel.PHONE)
FACTS = (
    "channel", "received_on", "read_back", "name", "phone", "address", "station", "party", "accused", "ground", "content", "demand",
)  # fmt: skip
NAMES = {
    "channel": "方式",
    "received_on": "收到日期",
    "read_back": "宣读记录",
    "name": "投诉人",
    "phone": "联系电话",
    "address": "通讯地址",
    "station": "被投诉的机构",
    "party": "投诉谁",
    "accused": "被投诉人",
    "case": "案件",
    "ground": "投诉事由",
    "content": "反映的情况",
    "demand": "要求",
}
EARLIEST = timedelta(
    days=1826
)  # five years: a complaint that was forgotten; further back a year was typed wrongly
REACHABLE = "投诉人留有姓名或者联系方式，应当告知处理结果。"
OF_THE_TAKER = "反映的是您本人，请由其他人登记，或者请投诉人直接向司法局提出。"
HOLDS_OTHERS = "另有{number}件投诉并入本件，须先由司法局对其撤销合并。"
UNNAMED = {
    ComplaintParty.PERSON: "请写明被投诉人的姓名。",
    ComplaintParty.FIRM: "请写明律师事务所、基层法律服务所的全称。",
}
NOT_REPEATED = "只有同一人就同一事项再次提出的才合并；不同的人提出的，分别调查、分别答复。"
WITHOUT_CONSENT = "回访中反映的问题，受援人同意才转为投诉，请先征得同意并写明日期。"


def complain(*, by, token, facts, case_number="", alarm=None, consented_on=None, at=None):
    """Takes a complaint down and hands it on to the bureau; the same `token` twice returns the first. `facts`: values of FACTS. `alarm`: the bad
    answer at a call back it is made of, with the recipient's consent. Raises DomainError for what cannot be."""
    at = at or timezone.now()
    with transaction.atomic():
        if earlier := Complaint.objects.filter(token=token).first():
            return earlier

        row = Complaint(token=token, by=by, at=at, alarm=alarm, consented_on=consented_on, **facts)
        row.case = alarm.case if alarm else _case(case_number, by)
        return COMPLAINT.open(row, "complain", register, by=by, at=at, facts=facts)


def register(row, *, by, at, **_):
    """A complaint, or what the centre reports, with its number; the limit begins, the bureau hears of it."""
    if row.alarm and not row.consented_on:
        raise DomainError(WITHOUT_CONSENT, field="consented_on")
    if row.alarm and Complaint.objects.standing().filter(alarm=row.alarm).exists():
        raise DomainError("这次回访反映的问题已经转为投诉。")
    _complete(row, by, at)
    year = row.received_on.year
    row.number = f"投诉{year}-{next_number('complaint', year):04d}"
    row.save()

    _clock(row, at)
    people = [user for user in people_over(row.station, Role.BUREAU) if user.pk != row.person_id]
    text, url = f"收到{row.number}，请在期限内决定是否受理。", row.get_absolute_url()
    notify_all(people, about=f"complaint:{row.pk}", kind="turn", text=text, url=url)
    return row


COMPLAINT.step("complain")(register)


def _complete(row, by, at):
    """What cannot be is refused; who is meant is looked for among those who work, or worked, here."""
    earliest = timezone.localdate(at) - EARLIEST
    in_order(earliest, row.received_on, at, "收到日期", "received_on")
    if row.consented_on:
        told_on = timezone.localdate(row.alarm.at) if row.alarm else None
        in_order(told_on, row.consented_on, at, "同意的日期", "consented_on")
    if row.channel in SPOKEN and not row.read_back:
        raise DomainError("口头提出的，记录应当向投诉人宣读、由其确认。", field="read_back")
    if row.channel == ComplaintChannel.CALLBACK and not row.alarm:
        raise DomainError("回访反映的，请从案件页登记。", field="channel")

    row.accused = row.accused.strip()
    if row.party == ComplaintParty.CENTRE and row.accused:
        raise DomainError("投诉中心、工作站的，不填被投诉人的姓名。", field="accused")
    if row.party != ComplaintParty.CENTRE and not row.accused:
        raise DomainError(UNNAMED[row.party], field="accused")

    row.person = _meant(row) if row.party == ComplaintParty.PERSON else None
    row.firm = _firm(row) if row.party == ComplaintParty.FIRM else None
    unknown_of_that_name = row.person is None and row.accused == by.name
    if row.person_id == by.pk or unknown_of_that_name or works_for(by, row.firm):
        raise DomainError(OF_THE_TAKER, field="accused")
    row.line = row.ground.line


def _firm(row):
    """A firm, or office of legal service, of the roster, one that is closed too."""
    firm = Firm.objects.filter(name=row.accused).first()
    if firm is None:
        raise DomainError("名册上没有这家机构，请核对全称。", field="accused")
    return firm


def _meant(row):
    """Whoever left is found too; somebody who never had an account is kept by name. Of several whoever has, or had, the case that is named."""
    found = people_called(row.accused, row.station)
    if len(found) > 1 and row.case:
        had = set(row.case.assignments.values_list("handler__user", flat=True))
        found = [user for user in found if user.pk in had] or found
    if len(found) > 1:
        several = (
            f"有{len(found)}人叫{row.accused}，请在姓名后写明单位，如“张伟（城关法律服务所）”。"
        )
        raise DomainError(several, field="accused")
    return found[0] if found else None


def _case(number, by):
    if not number.strip():
        return None
    if (case := case_called(number, by)) is None:
        raise DomainError("没有这个案号，请核对；不知道的不填。", field="case_number")
    return case


def _clock(row, at):
    key = periods.COMPLAINT_ACCEPTANCE.key
    deadlines.start("complaint", row.pk, key, moment_of(row.received_on, at))


@dataclass(frozen=True)
class Told:
    """What the history says was put right."""

    told: str


@COMPLAINT.step("amend_complaint")
def amend_complaint(row, *, by, at, reason, facts, case_number=""):
    """Puts right what was registered; another day of receipt moves the limit while nothing was decided on it."""
    written(reason, "reason")
    facts = facts | {"case": row.case if row.channel in OF_CASE else _case(case_number, by)}
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    if not changed:
        raise DomainError("没有改动任何一项。")

    for name in changed:
        setattr(row, name, facts[name])
    _complete(row, by, at)
    if "received_on" in changed and row.state == ComplaintState.RECEIVED:
        deadlines.cancel("complaint", row.pk, periods.COMPLAINT_ACCEPTANCE.key, at)
        _clock(row, at)
    return Told("、".join(NAMES[name] for name in changed))


@COMPLAINT.step("cancel_complaint")
def cancel_complaint(row, *, by, at, reason):
    """Registered twice, or no complaint at all: it never was."""
    written(reason, "reason")
    _leaves_none(row)


@COMPLAINT.step("accept_complaint")
def accept_complaint(row, *, by, at):
    """The bureau looks into it."""


@COMPLAINT.step("refuse_complaint")
def refuse_complaint(row, *, by, at, reason):
    """Not for the bureau, or nothing that can be looked into; the letter says why, to each whose complaint was merged into it."""
    written(reason, "reason")
    row.refused_why = reason.strip()
    _to_the_merged(row, "complaint_refusal", by, at)


@dataclass(frozen=True)
class Into:
    into: str


def merge(row, *, by, other, at=None, seen=None):
    """Puts one complaint into another. Both are held in the order of their keys, so that two put into each other at once wait for
    one another in turn."""
    with transaction.atomic():
        both = Complaint.objects.filter(pk__in=(row.pk, other.pk)).order_by("pk")
        list(both.select_for_update().values_list("pk"))
        return COMPLAINT.acts["merge_complaint"](row, by=by, other=other, at=at, seen=seen)


@COMPLAINT.step("merge_complaint")
def merge_complaint(row, *, by, at, other):
    """The same complaint made again by the same person: dealt with in the other. What somebody else complains of, be it of the same matter,
    is looked into, answered and counted on its own."""
    other = Complaint.objects.select_for_update().get(pk=other.pk)
    still = other.state in (ComplaintState.RECEIVED, ComplaintState.INVESTIGATING)
    if other.pk == row.pk or not still or other.station_id != row.station_id:
        raise DomainError("这件投诉不能并入所选的一件。", field="other")
    if not repeats(row, other):
        raise DomainError(NOT_REPEATED, field="other")
    row.merged.update(merged_into=other)
    row.merged_into = other
    return Into(other.number)


@COMPLAINT.step("part_complaint")
def part_complaint(row, *, by, at, reason):
    """It was another complaint after all: whether it is accepted is decided as of one that comes in."""
    written(reason, "reason")
    other, row.merged_into = row.merged_into, None
    return Into(other.number)


@COMPLAINT.step("record_hearing")
def record_hearing(row, *, by, at, on, heard, said):
    """Whom the bureau heard, and what they said."""
    in_order(row.received_on, on, at, "日期", "on")
    written(said, "said")
    return ComplaintHearing.objects.create(complaint=row, on=on, heard=heard, said=said, by=by)


@COMPLAINT.step("correct_hearing")
def correct_hearing(row, *, by, at, hearing, reason, **facts):
    """What was written down wrongly of one inquiry of the bureau: `facts`: on, heard, said."""
    one = row.hearings.select_for_update().filter(pk=hearing.pk).first()
    if one is None:
        raise DomainError("这次调查不在本件投诉中。", field="hearing")
    in_order(row.received_on, facts["on"], at, "日期", "on")
    written(facts["said"], "said")
    changes = correct(one, facts, reason)
    one.save()
    return Corrected(changes)


@COMPLAINT.step("settle_complaint")
def settle_complaint(row, *, by, at, outcome, findings, handling):
    """One of three outcomes, with what was found; somebody was heard or has stated before."""
    for name, text in (("findings", findings), ("handling", handling)):
        written(text, name)
    heard = row.hearings.exists() or row.inquiries.exclude(answered_at=None).exists()
    if not heard:
        raise DomainError("请先记录调查，或者取得被投诉人、中心的说明。")

    row.outcome, row.findings, row.handling = outcome, findings.strip(), handling.strip()
    row.settled_by, row.settled_on = by, timezone.localdate(at)


@COMPLAINT.step("answer_complaint")
def answer_complaint(row, *, by, at, told_how, told_on):
    """The letter to the complainant, and one to each whose complaint was merged into it."""
    in_order(row.settled_on, told_on, at, "答复日期", "told_on")
    reached = row.name or row.phone or row.address or row.channel == ComplaintChannel.REPORTED
    reachable = reached and not row.withdrawn_on
    if told_how == AnswerManner.NOWHERE and reachable:
        raise DomainError(REACHABLE, field="told_how")
    row.told_how, row.told_on = told_how, told_on
    _to_the_merged(row, "complaint_answer", by, at)


def _to_the_merged(row, letter, by, at):
    for other in row.merged.all():
        other.merged_into = row
        COMPLAINT.issue(letter, other, by=by, at=at)


@COMPLAINT.step("withdraw_complaint")
def withdraw_complaint(row, *, by, at, on, reason=""):
    """Whoever complained no longer does, and it ends."""
    in_order(row.received_on, on, at, "撤回日期", "on")
    _leaves_none(row)


@COMPLAINT.step("withdraw_and_go_on")
def withdraw_and_go_on(row, *, by, at, on, reason=""):
    """Whoever complained no longer does; what is to be punished all the same (money taken: Law art. 62, 63) the bureau looks into and
    settles, and answers nobody who does not want it."""
    in_order(row.received_on, on, at, "撤回日期", "on")
    if row.withdrawn_on:
        raise DomainError("已经登记撤回。")
    row.withdrawn_on = on


def _leaves_none(row):
    """Whoever made a complaint that was merged into this one is answered by its answer, and by no other."""
    if number := row.merged.count():
        raise DomainError(HOLDS_OTHERS.format(number=number))


@COMPLAINT.step("reopen_complaint")
def reopen_complaint(row, *, by, at, reason):
    """What the bureau did with it was wrong, or something new came to light; what was sent stays as it was sent."""
    written(reason, "reason")
    row.outcome, row.refused_why = "", ""
    row.settled_by = row.settled_on = None


@dataclass(frozen=True)
class What:
    what: str


@COMPLAINT.step("bring_remedy")
def bring_remedy(row, *, by, at, kind, body, brought_on):
    """Reconsideration or suit against what became of the complaint."""
    in_order(row.received_on, brought_on, at, "提出日期", "brought_on")
    remedy, new = row.remedies.get_or_create(
        kind=kind, defaults={"body": body, "brought_on": brought_on}
    )
    if not new:
        raise DomainError("已经登记过这一种。", field="kind")
    return What(remedy.get_kind_display())
