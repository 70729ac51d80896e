"""Referral slips between the units of the network: send, accept or return, feedback, close."""

from collections import namedtuple
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.numbering import hold_numbers, next_number
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.notifications.send import notify
from legalaid.platform.procedure import deadlines
from stations.enums import SlipMatter, SlipState, StationKind
from stations.models import Referral, ReferralAnswer, ReferralFeedback
from stations.periods import SLIP_NOTICE
from stations.queries.referral import OPENED
from stations.workflow import REFERRAL

verbs.verb(OPENED, "查阅不是本单位的转介单：{reason}", personal=("reason",), label="查阅转介单")
SHORTEST, LONGEST = 2, 200  # characters of a reason
BY_LAW = "依法通知，不需本人同意"
BY_ORGANS = "指派律师的通知由人民法院、人民检察院、公安机关发出（法律援助法第三十六条）；其他单位请选“申请法律援助”。"
ENOUGH = 4  # characters of why a notice is another one
ANOTHER = "是同一件的，不要再发；确是另一件的，请写明理由（不少于4个字）。"
ANEW = {
    SlipState.RETURNED: "是同一件的，请在那一张上补正后再次发出；确是另一件的，请写明理由（不少于4个字）。",
    SlipState.SENT: "写错了的，先撤回那一张；确是另一件的，请写明理由（不少于4个字）。",
}
Resent = namedtuple("Resent", "corrected")  # what was put right, for the record
TO_RECEIVER = ("send_slip", "resend_slip", "recall_slip")


def _send(slip, *, by, at, **_):
    year = timezone.localdate(at).year
    slip.number = f"{office_at(at)['short']}援转〔{year}〕{next_number('referral', year):04d}号"
    _index(slip)
    slip.save()
    _await_registration(slip, at)
    return slip


def _await_registration(slip, at):
    """The three days of the Law (art. 36) run from when the notice came in: it is registered soon, whoever takes it on."""
    if slip.is_notice:
        deadlines.start("referral", slip.pk, SLIP_NOTICE.key, at)


def _index(slip):
    slip.name_blind = blind(slip.name, "person.name")
    slip.id_blind = blind(slip.id_number, "person.id_number") if slip.id_number else ""
    slip.phone_blind = blind(slip.phone, "person.phone") if slip.phone else ""


REFERRAL.step("send_slip")(_send)


def send(*, by, token, from_station, facts, at=None):
    """A slip with its number and receipt; the same `token` twice returns the first. `facts`: Referral field values."""
    at = at or timezone.now()
    facts = facts | _without_consent(facts["matter"])
    _check(from_station, facts["to_station"], facts["matter"], facts["consent"])

    with transaction.atomic():
        # of two who send one notice at once the second waits, and finds the first
        hold_numbers("referral", [timezone.localdate(at).year])
        if earlier := Referral.objects.filter(token=token).first():
            return earlier

        slip = Referral(token=token, by=by, from_station=from_station, sent_at=at, **facts)
        _ask_of_another(slip)
        matter = slip.get_matter_display()
        said = {"to": str(slip.to_station), "matter": matter, "person": slip.name}
        return REFERRAL.open(slip, "send_slip", _send, by=by, at=at, facts=said)


def _without_consent(matter):
    """An organ notifies because the law says so, whatever the person says."""
    return {"consent": BY_LAW} if matter == SlipMatter.NOTICE else {}


def _check(from_station, to_station, matter, consent):
    if to_station == from_station:
        raise DomainError("不能转介给本单位。", field="to_station")
    if matter == SlipMatter.NOTICE:
        _check_notice(from_station, to_station)
    elif consent in ("", BY_LAW):
        raise DomainError("须经当事人同意才能转介。", field="consent")


def _check_notice(from_station, to_station):
    if not from_station.notifies:
        raise DomainError(BY_ORGANS, field="matter")
    if to_station.kind != StationKind.CENTER:
        raise DomainError("办案机关的通知发给法律援助机构。", field="to_station")


def _ask_of_another(slip):
    """One person notified of twice by one organ may be one matter: whoever sends the second notice says why it is none."""
    if not slip.is_notice or len(slip.apart.strip()) >= ENOUGH:
        return

    alike = Referral.objects.under_way().of_person(slip)
    earlier = (
        alike.filter(from_station=slip.from_station, matter=SlipMatter.NOTICE)
        .exclude(pk=slip.pk)
        .first()
    )
    if earlier is None:
        return

    told = f"{day(earlier.sent_at)}已为{slip.name}发出通知（{earlier.number}，{earlier.get_state_display()}）。"
    raise DomainError(told + ANEW.get(earlier.state, ANOTHER), field="apart")


@REFERRAL.step("accept_slip")
def accept_slip(slip, *, by, at, note=""):
    """The receiver takes the matter on; the limit for its result begins."""
    slip.accepted_at = at
    return ReferralAnswer.objects.create(referral=slip, accepted=True, note=note, by=by, at=at)


@REFERRAL.step("return_slip")
def return_slip(slip, *, by, at, codes, reasons, note=""):
    """Sent back with coded reasons. `reasons`: their texts for the record."""
    if not codes:
        raise DomainError("请选择退回原因。", field="codes")

    return ReferralAnswer.objects.create(
        referral=slip, accepted=False, reasons=list(codes), note=note, by=by, at=at
    )


@REFERRAL.step("resend_slip")
def resend_slip(slip, *, by, at, note="", **fields):
    """Put right and sent again, under the same number. `fields`: Referral field values, of which the labels of those that differ are kept."""
    fields |= _without_consent(fields.get("matter", slip.matter))
    changed = [name for name, value in fields.items() if getattr(slip, name) != value]
    for name in changed:
        setattr(slip, name, fields[name])
    _check(slip.from_station, slip.to_station, slip.matter, slip.consent)
    hold_numbers("referral", [timezone.localdate(at).year])  # as whoever sends
    _ask_of_another(slip)

    slip.sent_at = at
    _await_registration(slip, at)
    _index(slip)
    labels = "、".join(str(slip._meta.get_field(name).verbose_name) for name in changed)
    return Resent(f"，更正{labels}" if labels else "")


@REFERRAL.step("recall_slip")
def recall_slip(slip, *, by, at, reason):
    """The sender takes it back."""


@REFERRAL.step("give_feedback")
def give_feedback(slip, *, by, at, text):
    """The sender hears how it goes."""
    return _tell(slip, by, at, text)


@REFERRAL.step("close_slip")
def close_slip(slip, *, by, at, result, text):
    """The matter is done at the receiver's; the sender hears the result."""
    slip.closed_at, slip.result = at, result
    return _tell(slip, by, at, text)


@REFERRAL.step("note_progress")
def note_progress(slip, *, by, at, text):
    """A case that came of the slip reached a public step."""
    return _tell(slip, by, at, text)


@REFERRAL.step("settle_slip")
def settle_slip(slip, *, by, at, text, result):
    """The case that came of the slip is over; so is the slip."""
    slip.closed_at, slip.result = at, result
    return _tell(slip, by, at, text)


@REFERRAL.step("reopen_slip")
def reopen_slip(slip, *, by, at):
    """The end of the case was undone, and with it that of the slip."""
    slip.closed_at, slip.result = None, ""


def _tell(slip, by, at, text):
    return ReferralFeedback.objects.create(referral=slip, text=text[:200], by=by, at=at)


def open_slip(slip, *, by, reason):
    """A director reads what two other units wrote to each other, for a reason and until the day ends; both read that in its history."""
    if by.role != Role.DIRECTOR:
        raise NotAllowed("转介单的内容只有双方单位可见；中心负责人写明理由可以查阅。")
    reason = reason.strip()[:LONGEST]
    if len(reason) < SHORTEST:
        raise DomainError("请写明查阅的理由。", field="reason")

    record(OPENED, by=by, workflow="referral", subject_id=slip.pk, reason=reason)
    return slip


@REFERRAL.on_done
def tell_the_other_side(slip, step, by, at):
    """The people of the other unit hear of every step, without anything personal."""
    unit = slip.to_station_id if step.key in TO_RECEIVER else slip.from_station_id
    for user in User.objects.filter(is_active=True, staff__station=unit).exclude(pk=by.pk):
        if user.may("referrals.answer"):
            notify(
                user,
                key=f"referral:{slip.pk}:v{slip.version}:{user.pk}",
                kind="turn",
                text=f"转介单{slip.number}：{step.label}。",
                url=slip.get_absolute_url(),
            )


def remind_slips(now, before=timedelta(days=1)):
    """Tells the receiving unit when a limit is near or missed. Returns the number of new messages."""
    count = 0
    for slip in Referral.objects.under_way().filter(due_at__lt=now + before):
        stage, state = ("late", "已超过期限") if now > slip.due_at else ("soon", "即将到期")

        for user in User.objects.filter(is_active=True, staff__station=slip.to_station_id):
            message = notify(
                user,
                key=f"referral-due:{slip.pk}:{slip.due_rule}:{stage}:{user.pk}",
                kind="due",
                text=f"转介单{slip.number}{state}，请办理。",
                url=slip.get_absolute_url(),
            )
            count += message is not None
    return count
