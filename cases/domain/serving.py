"""Bringing a paper to whom it is for, and what became of it (Law art. 43, 49): the limits that run from receipt count from here."""

from dataclasses import dataclass

from cases.enums import ServiceNews
from cases.law.serving import (
    AT_ONCE,
    PERSON,
    SAFE_MANNERS,
    SEVERAL,
    lacking,
    misaddressed,
    to_person,
)
from cases.models import Service
from cases.queries.elsewhere import heed
from cases.queries.group_serving import addressees, is_of_each
from cases.queries.serving import papers_to_serve
from cases.workflow import CASE
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError

from .assignment import in_order
from .members import members_of

EACH = "这份文书名单上的人都要收到，请办理“逐人登记送达”。"
ALONE = "这份文书不是逐人送达的，请办理“登记送达”。"
NAMES = {
    "recipient": "受送达人",
    "how": "方式",
    "number": "邮件号码",
    "address": "送达地址",
    "through": "代收人或者转交的单位",
    "agreed": "同意电子送达的情况",
    "sent_on": "送出日期",
    "received_on": "收到日期",
    "note": "备注",
    "proof": "送达回证",
}


@CASE.step("serve")
def serve(
    case,
    *,
    by,
    at,
    paper,
    recipient,
    how,
    sent_on,
    received_on=None,
    number="",
    address="",
    through="",
    agreed="",
    note="",
    proof=None,
    addressee="",
):
    """A paper went out to `recipient`, and was received the same day or later; one service of each paper counts, of one to several
    one for each `addressee`."""
    _check_paper(case, paper)
    if is_of_each(case, paper) and addressee in ("", PERSON):
        raise DomainError(EACH, field="paper")
    if wrong := misaddressed(paper.kind, addressee):
        raise DomainError(wrong, field="addressee")
    if (
        earlier := case.services.standing()
        .filter(paper=paper, addressee=addressee, member=None)
        .first()
    ):
        told = f"这份文书已登记送达：{earlier.manner}，{earlier.days}"
        raise DomainError(f"{told}。登记有误的，请办理更正。", field="paper")

    row = Service(
        case=case,
        paper=paper,
        addressee=addressee,
        recipient=recipient,
        how=how,
        number=number,
        address=address.strip(),
        through=through,
        agreed=agreed,
        sent_on=sent_on,
        received_on=received_on,
        note=note,
        proof=proof,
        by=by,
        at=at,
    )
    _check(row, at)
    _reach_safely(row)

    case.services.filter(paper=paper, addressee=addressee, again=True).update(again=False)
    row.save()
    return row


@dataclass(frozen=True)
class ServedEach:
    """What the history says of a paper that went out to several."""

    count: int
    what: str
    title: str
    manner: str
    days: str


@CASE.step("serve_members")
def serve_members(
    case,
    *,
    by,
    at,
    paper,
    people,
    how,
    sent_on,
    received_on=None,
    numbers=None,
    through="",
    agreed="",
    note="",
    proof=None,
):
    """A decision on all of them went out to these people, each with a receipt of the own. `numbers`: {key of a member: number of its post}."""
    _check_paper(case, paper)
    if not is_of_each(case, paper):
        raise DomainError(ALONE, field="paper")
    members = members_of(case, people)
    _check_lacking(case, paper, members)

    how_and_when = {"how": how, "sent_on": sent_on, "received_on": received_on, "agreed": agreed}
    how_and_when |= {"through": through, "note": note, "proof": proof, "by": by, "at": at}
    rows = [
        Service(
            case=case,
            paper=paper,
            member=one,
            addressee=PERSON if paper.kind in SEVERAL else "",
            recipient=addressed(one, sent_on)[:60],
            number=(numbers or {}).get(one.pk, ""),
            **how_and_when,
        )
        for one in members
    ]
    for row in rows:
        _check(row, at)
        _reach_safely(row)

    case.services.filter(paper=paper, member__in=members, again=True).update(again=False)
    Service.objects.bulk_create(rows)
    first = rows[0]
    what = "、".join(map(str, members))
    return ServedEach(len(rows), what, first.title, first.get_how_display(), first.days)


def addressed(member, day):
    """Under whose name a paper goes to one of a list: of one under age to the statutory representative."""
    acting = member.acted_for(day)
    return (
        f"{acting['name']}（{member}的{acting['relation'] or '法定代理人'}）"
        if acting
        else str(member)
    )


def _check_paper(case, paper):
    if not papers_to_serve(case).filter(pk=paper.pk).exists():
        raise DomainError("这份文书不在本案应送达的文书中。", field="paper")


def _check_lacking(case, paper, members):
    keys = [one.pk for one in members]
    spoken_of = set(addressees(case, paper).filter(pk__in=keys).values_list("pk", flat=True))
    if out := [one for one in members if one.pk not in spoken_of]:
        raise DomainError(
            f"{out[0]}已退出、去世，或者另有只写其一人的决定书，不用送达这一份。", field="people"
        )
    told = case.services.standing().filter(paper=paper, member__in=keys)
    earlier = {row.member_id: row for row in told}
    if again := next((one for one in members if one.pk in earlier), None):
        row = earlier[again.pk]
        said = f"{again}的一份已登记送达：{row.manner}，{row.days}"
        raise DomainError(f"{said}。登记有误的，请办理更正。", field="people")


def _check(row, at):
    in_order(row.paper.issued_at, row.sent_on, at, "送出日期", "sent_on")
    if row.received_on:
        in_order(row.sent_on, row.received_on, at, "收到日期", "received_on")
    elif row.how in AT_ONCE:
        raise DomainError(f"{row.get_how_display()}的，请填写收到日期。", field="received_on")

    said = {name: getattr(row, name) for name in ("number", "through", "agreed", "note")}
    if missing := lacking(row.how, said):
        field, sentence = missing
        raise DomainError(sentence, field=field)


def _reach_safely(row):
    """Refuses a way of reaching the person that endangers them, while nothing has arrived yet."""
    if row.received_on or not to_person(row.paper.kind, row.addressee):
        return
    person = row.member.reached_as if row.member else row.case.applicant
    if refusal := heed(person).refusal_of(SAFE_MANNERS.get(row.how)):
        raise DomainError(f"{row.member}：{refusal}" if row.member else refusal, field="how")


@dataclass(frozen=True)
class News:
    """What the history says of a service afterwards; `service` is the row."""

    service: Service
    was: str
    said: str


@CASE.step("update_service")
def update_service(case, *, by, at, service, news, on=None, reason="", correct=None):
    """It arrived, came back, or was registered wrongly. `correct`: {field: the right value} of a correction."""
    row = case.services.standing().filter(pk=service.pk, paper__in=papers_to_serve(case)).first()
    if row is None:
        raise DomainError("这次送达不在本案中，或者已经退回、作废。", field="service")

    was = str(row)
    said = CHANGES[news](row, at, on, reason.strip(), correct or {})
    row.save()
    return News(row, was, said)


def _receive(row, at, on, reason, correct):
    if row.received_on:
        raise DomainError("已经登记收到；日期有误的，请选择更正。", field="news")
    if on is None:
        raise DomainError("请填写收到的日期。", field="on")
    in_order(row.sent_on, on, at, "收到日期", "on")
    row.received_on = on
    return f"{words.day(on)}收到"


def _return(row, at, on, reason, correct):
    """It stands on the desk until it is served again."""
    if row.received_on:
        raise DomainError("已经登记收到；其实退回了的，请先更正。", field="news")
    if on is None:
        raise DomainError("请填写退回的日期。", field="on")
    in_order(row.sent_on, on, at, "退回日期", "on")
    if len(reason) < 2:
        raise DomainError("请写明退回的原因（如：迁移新址不明、拒收）。", field="reason")

    row.returned_on, row.returned_why, row.again = on, reason[:120], True
    return f"{words.day(on)}退回：{reason}"


def _correct(row, at, on, reason, correct):
    _why(reason)
    changes = [name for name, value in correct.items() if getattr(row, name) != value]
    if not changes:
        raise DomainError("没有改动任何一项。", field="news")

    for name in changes:
        setattr(row, name, correct[name])
    _check(row, at)
    told = "、".join(NAMES[name] for name in changes)
    return f"更正{told}，现为{row}。理由：{reason}"


def _void(row, at, on, reason, correct):
    """It never was: the paper waits to be served as before."""
    _why(reason)
    row.voided_at = at
    return f"登记作废：{reason}"


def _why(reason):
    if len(reason) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")


CHANGES = {
    ServiceNews.RECEIVED: _receive,
    ServiceNews.RETURNED: _return,
    ServiceNews.CORRECTED: _correct,
    ServiceNews.VOIDED: _void,
}
