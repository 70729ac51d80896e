"""Whoever follows a case writes to the office: kept as it came, with its clock from the sending, told to whom it is for."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.limits import attempt
from legalaid.platform.accounts.queries import system_user, told_users
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.procedure.deadlines import due, rule_for
from stations.queries.station import people_over

from ..enums import Kind
from ..models import Letter
from ..periods import LETTER_SEEN
from ..queries import IN_HIS_HANDS, on_leave, writer_key
from .enclosing import enclose

verbs.subject("letter", "网上来信")
verbs.codes(letter_kind=dict(Kind.choices))
verbs.verb(
    "letter.sent", "收到{who}的网上来信第{number}号（{kind:letter_kind}）", data=("who", "number", "kind")
)  # fmt: skip

OPEN_TO_HANDLER = (Kind.MESSAGE, Kind.CONTACT)
AS_OFTEN_AS_ONE_LIKES = (Kind.MESSAGE, Kind.COMPLAINT)
AGAIN_WITHIN = timedelta(hours=1)
EMPTY = "请写上内容。"
WAITS = "这件事您已经提出，正在办理，不用再提。"


@transaction.atomic
def write(
    case, *, token, kind, who, last, text, phone="", about="", reply_to=None, files=(), at=None
):
    """The Letter; the one there is where it was sent before (back, twice). Raises DomainError, TooOften."""
    at, writer = at or timezone.now(), writer_key(case, last)
    one_by_one(f"letters:{case.pk}")
    if earlier := Letter.objects.filter(token=token).first():
        return _of_the_same(earlier, case, writer)
    if not (text.strip() or phone or files):
        raise DomainError(EMPTY, field="text")
    same = Letter.objects.waiting().filter(case=case, writer=writer, kind=kind)
    if kind not in AS_OFTEN_AS_ONE_LIKES and same.exists():
        raise DomainError(WAITS)
    if not files and (again := _said_just_now(same.filter(about=about), text, reply_to, at)):
        return again
    attempt("mine_write", writer, at=at)

    limit = due(rule_for(LETTER_SEEN.key, timezone.localdate(at)), at, [])
    whose = {"token": token, "case": case, "who": who, "writer": writer}
    said = {"kind": kind, "text": text.strip(), "phone": phone, "about": about}
    said["reply_to"] = reply_to
    letter = Letter.objects.create(sent_at=at, due_at=limit.at, **whose, **said)
    enclose(letter, files, by=system_user())
    told = {"who": who, "number": letter.pk, "kind": kind}
    record("letter.sent", by=system_user(), at=at, **place_of(letter), **told)
    _tell(letter)
    return letter


def _said_just_now(same, text, reply_to, at):
    """The same words once more within the hour: a page that was gone back to is another page, with another token."""
    lately = same.filter(sent_at__gt=at - AGAIN_WITHIN, reply_to=reply_to, phone="")
    return next((row for row in lately if row.text == text.strip()), None)


def _of_the_same(letter, case, writer):
    if (letter.case_id, letter.writer) != (case.pk, writer):
        raise DomainError("没有发出，请重新打开这一页再写。")
    return letter


def place_of(letter):
    """In whose history it stands: what is said of the handler or the office not in that of the case, which he reads."""
    if letter.kind in OPEN_TO_HANDLER:
        return {"workflow": "case", "subject_id": letter.case_id}
    return {"workflow": "letter", "subject_id": letter.pk}


def _tell(letter):
    """Without a word of it or about whose it is: it may be mailed."""
    case = letter.case
    about, url = f"letter:{letter.pk}", letter.get_absolute_url()
    text = f"{case}：收到网上来信（{letter.get_kind_display()}），请办理。"
    notify_all(people_for(letter), about=about, kind="turn", text=text, url=url)


def people_for(letter):
    """An objection waits at the window and, since it is against the office, at the bureau as well."""
    case = letter.case
    if letter.kind == Kind.COMPLAINT:
        return people_over(case.station, Role.BUREAU)
    if letter.kind == Kind.OBJECTION:
        return {*office_for(letter), *people_over(case.station, Role.BUREAU)}
    return office_for(letter)


def office_for(letter):
    case = letter.case
    if letter.kind == Kind.MESSAGE and case.handler and case.state in IN_HIS_HANDS:
        his = {case.handler.user, *_whom_it_answers(letter)}
        away = on_leave().filter(user=case.handler.user_id).exists()
        return his | set(_of_the_place(case)) if away else his
    return _of_the_place(case)


def _of_the_place(case):
    if case.secret:
        taken_in = told_users().get(pk=case.registered_by_id)
        return {taken_in, *people_over(case.station, Role.DIRECTOR)}
    return people_over(case.station, Role.STATION if case.station.parent_id else Role.WINDOW)


def _whom_it_answers(letter):
    """Whoever wrote what it answers, while still where they were."""
    if letter.reply_to is None:
        return []
    by = told_users().get(pk=letter.reply_to.by_id)
    return [one for one in people_over(letter.case.station, by.role) if one.pk == by.pk]
