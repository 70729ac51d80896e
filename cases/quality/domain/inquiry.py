"""Asking the organ that had the case how the handler worked (Law art. 59, form 31): sent, urged, answered, put right."""

from secrets import choice

from django.db import transaction
from django.utils import timezone

from cases.domain.correction import Corrected
from cases.domain.correction import correct as put_right
from cases.domain.written import reasoned
from cases.enums import TOLD_IN
from cases.quality.enums import InquiryState, Tool
from cases.quality.models import Inquiry
from cases.quality.periods import REMIND_INQUIRY
from cases.quality.workflow import INQUIRY
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import near
from legalaid.platform.documents import uploads
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .draw import done, undone

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read for another


def ask(case, *, by, organ, organ_number="", at=None):
    """A letter with a slip to the organ; nothing is told of the case but its numbers and who handled it."""
    at = at or timezone.now()
    if case.handler is None:
        raise DomainError("此案还没有承办人，没有可以征询的。")
    if not organ.strip():
        raise DomainError("请写明办案机关的全称。", field="organ")

    with transaction.atomic():
        case = type(case).objects.select_for_update(of=("self",)).get(pk=case.pk)
        row = Inquiry(case=case, handler=case.handler, organ=organ.strip(), by=by, at=at)
        row.organ_number, row.code = organ_number, _code()
        said = {"organ": row.organ, "code": row.code}
        INQUIRY.open(row, "ask_organ", _ask, by=by, at=at, facts=said)
    return row


def _ask(row, *, by, at, **_):
    asked = Inquiry.objects.exclude(state=InquiryState.VOID).filter(case=row.case, organ=row.organ)
    if asked.exists():
        raise DomainError(f"已经就此案征询过{row.organ}。", field="organ")
    row.save()
    return row


INQUIRY.step("ask_organ")(_ask)


def _code():
    return "".join(choice(LETTERS) for _ in range(8))


@INQUIRY.step("record_opinion")
def answer(row, *, by, at, scan=None, **said):
    """What came back. `said`: answered_on, manner, timely, prepared, opinion, clean, overall, remarks; `scan`: a file with the slip."""
    _write(row, by, at, said)
    if scan:
        where = {"workflow": "inquiry", "subject_id": row.pk, "slot": "slip"}
        uploads.store(scan, **where, title="征询意见回执", by=by)
    done(row.case, Tool.INQUIRY, by=by, at=at)


@INQUIRY.step("correct_opinion")
def correct(row, *, by, at, reason, **said):
    """What was written down wrongly. Honesty that is doubted only now holds the case; what is doubted no longer stays with the director."""
    _in_time(row, at, said["answered_on"])
    doubted = row.clean is False
    changes = put_right(row, said, reason)
    if row.clean is False and not doubted:
        _alarm(row, by, at)
    elif doubted:
        _tell_directors(row, "的答复已更正，请核对。")
    return Corrected(changes)


def _write(row, by, at, said):
    _in_time(row, at, said["answered_on"])
    for name, value in said.items():
        setattr(row, name, value)
    if row.clean is False:
        _alarm(row, by, at)


def _in_time(row, at, answered_on):
    if not timezone.localdate(row.at) <= answered_on <= timezone.localdate(at):
        raise DomainError("答复日期应在发函之日与今天之间。", field="answered_on")


def _alarm(row, by, at):
    """What an organ says of money or gifts holds grade and payment as a bad answer at the call back does."""
    case = row.case
    case.refresh_from_db()
    if case.state not in TOLD_IN:
        _tell_directors(row, "反映承办人廉洁方面的问题，请核实。")
        return
    said = {"organ": row.organ, "handler": row.handler, "recorded_by": by}
    CASE.acts["organ_told"](case, by=system_user(), at=max(at, case.changed_at), **said)


def _tell_directors(row, what):
    about, text = f"inquiry:{row.pk}:v{row.version}", f"{row.case.number}：{row.organ}{what}"
    directors = people_over(row.case.station, Role.DIRECTOR)
    notify_all(directors, about=about, kind="alarm", text=text, url=row.get_absolute_url())


@INQUIRY.step("urge_organ")
def urge(row, *, by, at, note):
    """The organ was asked again, by telephone or at the counter."""
    if not note.strip():
        raise DomainError("请写明向谁催问、怎样答复。", field="note")


@INQUIRY.step("void_inquiry")
def void(row, *, by, at, reason):
    """Sent to the wrong organ, or by mistake; an answer that belongs to another case goes with it."""
    reasoned(reason, "作废的理由")
    others = Inquiry.objects.filter(case=row.case, state=InquiryState.ANSWERED).exclude(pk=row.pk)
    if row.state == InquiryState.ANSWERED and not others.exists():
        undone(row.case, Tool.INQUIRY, by=by)


def remind_inquiries(now):
    """Whoever sent a letter hears once its limit has passed, and again after each further period of `REMIND_INQUIRY`. Returns the number
    of new messages."""
    count, days = 0, max(deadlines.rule_for(REMIND_INQUIRY.key, timezone.localdate(now)).limit, 1)
    late = Inquiry.objects.waiting().filter(due_at__lt=now).select_related("case", "by")
    for row in late:
        times = (timezone.localdate(now) - timezone.localdate(row.due_at)).days // days
        text = f"{row.case.number}：{row.organ}的答复已于{near(row.due_at)}期满，请催问或者登记。"
        key = f"inquiry-late:{row.pk}:{times}"
        count += (
            notify(row.by, key=key, kind="due", text=text, url=row.get_absolute_url()) is not None
        )
    return count
