"""Duty lawyers' help (Law art. 14, 30, 39(2); forms 23 to 29): asked for, given or not, corrected; and on to an application."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from cases import periods
from cases.enums import HelpSigned, HelpSource, HelpState
from cases.law.help import unproven_witness, why_impossible
from cases.models import Help, HelpAct
from cases.queries.amendment import changes_between
from cases.queries.help import counted_of, statement_of, twin_of
from cases.workflow import HELP
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.numbering import hold_numbers, next_number
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import hour, near, near_moment
from legalaid.platform.notifications.send import notify
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.domain.duty import count_registered
from stations.domain.roster import lock
from stations.enums import HelpKind, PostKind
from stations.queries.station import people_over

from .amendment import Amended

withdrawing = Signal()  # before a help given outside of a duty is moved to one or voided: what rests on it refuses by a DomainError
D2 = periods.FORWARD_BY_DUTY_LAWYER.key


def register(*, by, shift, facts, acts, token=None, again=False, at=None):
    """A help given during a duty. `facts`: Help field values; `acts`: HelpKind codes; `again`: the same person a second time that day.

    The same `token` twice returns the first.
    """
    at = at or timezone.now()
    token = token or uuid.uuid4()
    with transaction.atomic():
        shift = lock(shift)  # of the same form sent twice at once the second waits here
        if earlier := Help.objects.filter(token=token).first():
            return earlier

        duty = {"station": shift.roster.station, "lawyer": shift.handler, "on": shift.day}
        stands = {"state": HelpState.GIVEN, "source": HelpSource.DUTY}
        row = Help(token=token, by=by, at=at, shift=shift, **duty, **stands, **facts)
        said = {"acts": [HelpKind(kind).label for kind in acts], "kinds": acts, "again": again}
        HELP.open(row, "register", _register, by=by, at=at, facts=said)
        _ask_at_once(row, acts, by, at)
    return row


def _register(row, *, by, at, kinds, again, **_):
    _check(row)
    _check_twin(row, again)
    _check_given(row, kinds, at)
    _number(row, at)
    _write_acts(row, kinds)
    return row


HELP.step("register")(_register)


def receive(*, by, station, facts, token=None, again=False, at=None):
    """An organ's notice (forms 24 to 27) or a person's own application (form 23): it waits for a duty lawyer."""
    at = at or timezone.now()
    token = token or uuid.uuid4()
    with transaction.atomic():
        # of two who have the same paper in hand the second waits, and finds what the first registered
        hold_numbers("help", [timezone.localdate(at).year])
        if earlier := Help.objects.filter(token=token).first():
            return earlier

        row = Help(token=token, by=by, at=at, station=station, **facts)
        row.on = timezone.localdate(row.received_at)
        said = {"source": row.source, "again": again}
        HELP.open(row, "receive", _receive, by=by, at=at, facts=said)
    return row


def _receive(row, *, by, at, again, **_):
    if row.received_at > at:
        raise DomainError("收到时间不能晚于现在。", field="received_at")
    _check(row)
    _check_paper(row)
    _check_twin(row, again)
    _number(row, at)
    _tell_lawyer(row)
    return row


HELP.step("receive")(_receive)


@HELP.step("call_lawyer")
def call_lawyer(row, *, by, at, lawyer):
    """Who is to give it; it may be another than the one called before."""
    if lawyer.pk == row.lawyer_id:
        raise DomainError(f"已经交给{lawyer}。", field="lawyer")
    row.lawyer = lawyer
    _tell_lawyer(row)


def _tell_lawyer(row):
    if row.lawyer is None:
        return
    wanted = f"，要求{near_moment(row.wanted_at)}到场" if row.wanted_at else ""
    text = said("duty_needed", number=row.number, organ=row.organ, wanted=wanted)
    key, url = f"help:{row.pk}:{row.lawyer_id}:v{row.version}", row.get_absolute_url()
    notify(row.lawyer.user, key=key, kind="turn", text=text, url=url)


def give(row, *, by, facts, acts, seen=None, at=None):
    """What was asked for was given; `facts` name `lawyer`, `shift` (or None) and `on` beside those of form 28."""
    at = at or timezone.now()
    with transaction.atomic():
        if facts["shift"]:
            facts = facts | {"shift": lock(facts["shift"])}
        said = [HelpKind(kind).label for kind in acts]
        _give(row, by=by, at=at, seen=seen, acts=said, kinds=acts, given=facts)
        _ask_at_once(row, acts, by, at)


@HELP.step("give")
def _give(row, *, by, at, acts, kinds, given):
    for name, value in given.items():
        setattr(row, name, value)
    if row.lawyer is None:
        raise DomainError("请选择提供帮助的值班律师。", field="lawyer")
    if row.on < timezone.localdate(row.received_at):
        raise DomainError("提供帮助的日期不能早于收到通知的日期。", field="on")
    _check_given(row, kinds, at)
    _write_acts(row, kinds)


@HELP.step("not_given")
def not_given(row, *, by, at, why, reason):
    """Nothing was given: own counsel, not wanted, recalled ..."""
    row.why = why


@HELP.step("resume")
def resume(row, *, by, at, reason):
    """That nothing could be given was registered too soon or by mistake."""
    row.why = ""


def _ask_at_once(row, acts, by, at):
    """Who applied through the duty lawyer: the 24 hours run from the end of the help."""
    if HelpKind.FORWARD in acts:
        ask_forward(row, by=by, at=at, applied_at=row.ends_at)


@HELP.step("ask_forward")
def ask_forward(row, *, by, at, applied_at):
    """The person applies for legal aid through the duty lawyer, who has 24 hours (Law art. 39(2))."""
    if applied_at > at:
        raise DomainError("提出申请的时间不能晚于现在。", field="applied_at")
    if applied_at < row.starts_at:
        raise DomainError("提出申请的时间不能早于帮助开始。", field="applied_at")
    row.applied_at, row.forwarded_at = applied_at, None
    deadlines.start("help", row.pk, D2, applied_at)
    if HelpKind.FORWARD not in row.kinds:
        HelpAct.objects.create(help=row, kind=HelpKind.FORWARD)


@HELP.step("forward")
def forward(row, *, by, at, note=""):
    """The application is with the centre; `note`: what papers came along."""
    row.forwarded_at = at
    text = said("duty_passed_on", number=row.number)
    for clerk in people_over(row.station, Role.WINDOW):
        key = f"help-forwarded:{row.pk}:v{row.version}:{clerk.pk}"
        notify(clerk, key=key, kind="turn", text=text, url=row.get_absolute_url())


@HELP.step("drop_forward")
def drop_forward(row, *, by, at, reason):
    """The person does not apply after all, or never did."""
    row.applied_at = row.forwarded_at = None
    row.acts.filter(kind=HelpKind.FORWARD).delete()
    if not row.acts.exists():
        raise DomainError("这次帮助只登记了转交申请，没有别的内容；登记错误的请作废。")


@HELP.step("escalate")
def escalate(row, *, by, at, case):
    """The application was registered; a window that has the papers in hand need not wait for the lawyer's word."""
    row.case = case
    row.forwarded_at = row.forwarded_at or at


@HELP.step("amend")
def amend(row, *, by, at, reason, facts, acts=None, again=False):
    """Corrects what was registered, also of whom; an application that came of it is corrected by its own step. `acts`: None before it was
    given."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")

    before, asked = statement_of(row, row.kinds), (row.name, row.id_number)
    at_the_end = row.applied_at is not None and row.applied_at == row.ends_at
    for name, value in facts.items():
        setattr(row, name, value)
    _check(row)
    if asked != (row.name, row.id_number):
        _check_twin(row, again)
    if acts is not None:
        _check_acts(row, acts)
        _check_given(row, acts, at)
        _write_acts(row, acts)
    if at_the_end and row.applied_at != row.ends_at:
        _move_application(row, at)

    changes = changes_between(before, statement_of(row, row.kinds if acts is None else acts))
    if not changes:
        raise DomainError("没有改动任何一项。")
    row.id_blind = blind(row.id_number, "person.id_number") if row.id_number else ""
    return Amended(changes)


def _move_application(row, at):
    """Who applied at the end of the help did so when it really ended; the 24 hours run from there."""
    row.applied_at = row.ends_at
    if row.forwarded_at is None:
        deadlines.cancel("help", row.pk, D2, at)
        deadlines.start("help", row.pk, D2, row.applied_at)


def _check_acts(row, acts):
    """Whether somebody applies is told by steps of their own, whose 24 hours run."""
    if (HelpKind.FORWARD in acts) != (HelpKind.FORWARD in row.kinds):
        raise DomainError("是否提出申请，请用“提出申请”“不再申请”登记。", field="acts")


@HELP.step("void")
def void(row, *, by, at, reason):
    """It never was: registered twice, or of nobody. Its number stays taken."""
    _withdraw(row)


def _withdraw(row):
    if row.shift is None and row.was_given:
        withdrawing.send(Help, help=row)


@HELP.step("move_shift")
def move_shift(row, *, by, at, shift, reason):
    """It belongs to another duty of that day, whose lawyer gave it, or to none; the numbers of both duties follow."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")
    before = row.shift
    if shift == before:
        raise DomainError("没有改动。", field="shift")

    locked = {duty.pk: lock(duty) for duty in sorted(filter(None, (before, shift)), key=_pk)}
    _withdraw(row)
    row.shift = locked.get(shift.pk) if shift else None
    if row.shift:
        row.lawyer = row.shift.handler
        _check_duty(row)
    row.save(update_fields=["shift", "lawyer"])
    if before:
        _count_again(before)
    return Moved(_of_duty(before), _of_duty(shift))


def _pk(row):
    return row.pk


def _of_duty(shift):
    return f"{near(shift.day)}{shift.post}" if shift else "不在值班班次中"


@dataclass(frozen=True)
class Moved:
    """From which duty to which, in the words of the history."""

    was: str
    now: str


def _number(row, at):
    year = timezone.localdate(at).year
    row.number = f"{office_at(at)['short']}援帮〔{year}〕{next_number('help', year)}号"
    row.id_blind = blind(row.id_number, "person.id_number") if row.id_number else ""
    row.save()


def _write_acts(row, kinds):
    row.acts.all().delete()
    HelpAct.objects.bulk_create(HelpAct(help=row, kind=kind) for kind in dict.fromkeys(kinds))


COUNTED = ("register", "give", "ask_forward", "drop_forward", "amend", "move_shift", "void")


@HELP.on_done
def count(row, step, by, at):
    """The numbers of its duty follow the register; what was approved for payment refuses another number."""
    if row.shift and step.key in COUNTED:
        lock(row.shift)  # of two at once the second counts the first
        _count_again(row.shift)


def _count_again(shift):
    helps, persons = counted_of(shift)
    count_registered(shift, helps=helps, persons=persons or None)


def _check(row):
    if found := why_impossible(row.organ_kind, row.organ, row.stage):
        field, sentence = found
        raise DomainError(sentence, field=field)


def _check_paper(row):
    """One paper about one person is registered once."""
    if row.source != HelpSource.NOTICE or not row.notice_number:
        return
    same = Help.objects.exclude(pk=row.pk).exclude(state=HelpState.VOID)
    same = same.filter(notice_number=row.notice_number, organ=row.organ).called(row.name)
    if twin := same.first():
        said = f"{row.organ}的这份通知书已为{row.name}登记（{twin.number}）。"
        raise DomainError(said, field="notice_number")


def _check_twin(row, again):
    named = {"name": row.name, "id_number": row.id_number}
    twin = twin_of(**named, on=row.on, but=row.pk)
    if twin and not again:
        raise DomainError(
            f"当天已为{twin.name}登记过（{twin.number}）。确是另一人或者又一次帮助的，请勾选后再登记。",
            field="again",
        )


def _check_given(row, kinds, at):
    """Form 28: what was done, when, signed how; within the duty where it belongs to one."""
    if not kinds:
        raise DomainError("请勾选帮助的内容。", field="acts")
    if not row.lawyer.licensed_lawyer:
        wrong = f"{row.lawyer}不是执业律师，不能提供值班律师法律帮助（法律援助法第十四条）。"
        raise DomainError(wrong, field="lawyer")
    if sentence := unproven_witness(kinds, row.plea):
        raise DomainError(sentence, field="plea")
    if row.signed == HelpSigned.NONE and not row.unsigned_why.strip():
        raise DomainError("未签名的，请写明原因。", field="unsigned_why")

    if row.ends_at <= row.starts_at:
        raise DomainError("结束时间须晚于开始时间。", field="ends")
    if row.ends_at > at:
        raise DomainError("结束时间不能晚于现在。", field="ends")
    if row.shift:
        _check_duty(row)


def _check_duty(row):
    shift = row.shift
    if shift.handler_id is None or shift.handler_id != row.lawyer_id:
        raise DomainError("这一班的值班人员不是所选的律师。", field="shift")
    if shift.post.kind == PostKind.WINDOW:
        raise DomainError("服务窗口的值班请登记咨询。", field="shift")
    if shift.signed_in_at is None or shift.absent_at:
        raise DomainError("这一班没有签到，不能登记法律帮助。", field="shift")
    if row.on != shift.day:
        raise DomainError("日期不是这一班的日期。", field="on")
    if row.starts_at < shift.signed_in_at.replace(second=0, microsecond=0):
        raise DomainError(f"开始时间早于签到（{hour(shift.signed_in_at)}）。", field="starts")
    if shift.signed_out_at and row.ends_at > shift.signed_out_at:
        raise DomainError(f"结束时间晚于签退（{hour(shift.signed_out_at)}）。", field="ends")


def remind_forward(now, before):
    """Tells the duty lawyer whose 24 hours end soon or are over. Returns the number of new messages."""
    count = 0
    waiting = Help.objects.filter(state=HelpState.FORWARDING, due_at__lt=now + before)
    for row in waiting.select_related("lawyer__user"):
        due, late = near_moment(row.due_at), now > row.due_at
        said = f"已过{due}" if late else f"将于{due}期满"
        text = f"{row.number}：转交法律援助申请的期限{said}。"

        who, key = row.lawyer.user, f"help-due:{row.pk}:{'late' if late else 'soon'}"
        count += notify(who, key=key, kind="due", text=text, url=row.get_absolute_url()) is not None
    return count
