"""Asking the organ that had the case how the handler worked (Law art. 59, form 31): sent, urged, answered, put right."""

from secrets import choice

from django.db import transaction
from django.utils import timezone

from cases.quality.enums import InquiryState, Tool
from cases.quality.models import Inquiry
from cases.quality.periods import REMIND_INQUIRY
from cases.quality.workflow import INQUIRY
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import near
from legalaid.platform.documents import uploads
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .draw import done

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
def answer(row, *, by, at, answered_on, manner, scan=None, **said):
    """What came back. `said`: timely, prepared, opinion, clean, overall, remarks; `scan`: a file with the slip."""
    _write(row, at, answered_on, manner, said)
    if scan:
        where = {"workflow": "inquiry", "subject_id": row.pk, "slot": "slip"}
        uploads.store(scan, **where, title="征询意见回执", by=by)
    done(row.case, Tool.INQUIRY, by=by, at=at)


@INQUIRY.step("correct_opinion")
def correct(row, *, by, at, answered_on, manner, reason, **said):
    _reasoned(reason)
    _write(row, at, answered_on, manner, said)


def _write(row, at, answered_on, manner, said):
    if not timezone.localdate(row.at) <= answered_on <= timezone.localdate(at):
        raise DomainError("答复日期应在发函之日与今天之间。", field="answered_on")
    row.answered_on, row.manner = answered_on, manner
    for name, value in said.items():
        setattr(row, name, value)
    if row.clean is False:
        _alarm(row)


def _alarm(row):
    """What an organ says of money or gifts is looked into by the director."""
    text = f"{row.case.number}：{row.organ}反映承办人廉洁方面的问题，请核实。"
    directors = people_over(row.case.station, Role.DIRECTOR)
    about = f"inquiry:{row.pk}:v{row.version}"
    notify_all(directors, about=about, kind="alarm", text=text, url=row.get_absolute_url())


@INQUIRY.step("urge_organ")
def urge(row, *, by, at, note):
    """The organ was asked again, by telephone or at the counter."""
    if not note.strip():
        raise DomainError("请写明向谁催问、怎样答复。", field="note")


@INQUIRY.step("void_inquiry")
def void(row, *, by, at, reason):
    """Sent to the wrong organ, or by mistake."""
    _reasoned(reason)


def _reasoned(reason):
    if len(reason.strip()) < 4:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")


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
