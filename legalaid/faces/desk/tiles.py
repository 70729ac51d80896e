"""The figures above the list: each leads to its rows, and is never coloured at nought."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cases.enums import State as S
from cases.queries.case import cases_for
from legalaid.platform.notifications.models import Message
from legalaid.platform.office.paging import count_of

from .history import count_done
from .waiting import ANCHORS, LATE, PROMISE, TODAY


@dataclass(frozen=True)
class Tile:
    label: str
    count: int
    url: str
    note: str = ""
    colour: str = ""  # said only of what is not nought


def today(desk, user):
    return Tile("今日到期", desk.due(TODAY), _part(desk, TODAY), _first(desk, TODAY), "soon")


def late(desk, user):
    note, passed = _first(desk, LATE), desk.due(PROMISE)
    if passed:
        note = f"{note}；承诺已超 {passed} 件"
    return Tile("超期", desk.due(LATE), _part(desk, LATE), note, "late")


def _part(desk, urgency):
    """Where these stand on the page; there is no such part while there are none."""
    return f"#{ANCHORS[urgency]}" if desk.due(urgency) else "#waiting"


def _first(desk, urgency):
    row = desk.first(urgency)
    return f"最早：{row.who} {row.left}" if row else "没有"


def of(label, *keys):
    """How many wait for these acts; the list is on this page."""
    return lambda desk, user: Tile(label, desk.of(*keys), "#waiting", desk.says(*keys))


def in_state(label, *states, value=""):
    """How many of the cases at hand are in these states; `value`: what the list calls them, where there are several."""
    keys = [f"cases.{state}" for state in states]
    asked = f"?state={value or states[0]}&turn=mine&order=due"

    def tile(desk, user):
        return Tile(label, desk.of(*keys), f"{reverse('cases:list')}{asked}", desk.says(*keys))

    return tile


def gradings(desk, user):
    return Tile("待评定等次", desk.of("cases.grade"), f"{reverse('cases:list')}?ungraded=true")


def newcomers(desk, user):
    return Tile("从未登录", desk.of("accounts.new"), f"{reverse('accounts:users')}?active=new")


def decisions(desk, user):
    key = f"cases.{S.DECISION}"
    return Tile("待决定", desk.of(key), reverse("cases:decisions"), desk.says(key))


def office_late(desk, user):
    """Of all cases this person sees, whoever's turn it is, to the minute."""
    this_minute = timezone.now().replace(second=0, microsecond=0)
    count = count_of(cases_for(user).overdue(this_minute))
    return Tile(
        "全部超期",
        count,
        f"{reverse('cases:list')}?late=late&order=due",
        "本机构所有案件，不含承诺",
        "late",
    )


def done_today(desk, user):
    return Tile("今日已办", count_done(user, timezone.now()), "#done", "列在“今日已办”")


def unread(desk, user):
    count = Message.objects.filter(user=user).unread().count()
    return Tile("未读消息", count, f"{reverse('notifications:inbox')}?show=unread")


def objections(desk, user):
    key = "objections.received"
    return Tile("待审查异议", desk.of(key), reverse("cases:objections"), desk.says(key))


WINDOW = (
    today,
    late,
    in_state("待受理", S.SUBMITTED),
    in_state("待签收", S.HANDED_OVER),
    done_today,
)
STATION = (
    today,
    late,
    in_state("待初审移交", S.AT_STATION),
    of("待接收转介", "slips.sent"),
    done_today,
)
REVIEWER = (
    today,
    late,
    in_state("待审查", S.FORM_REVIEW, S.MERITS_REVIEW, value="review"),
    in_state("待结案审查", S.CLOSING_REVIEW),
    gradings,
    done_today,
)
DIRECTOR = (
    decisions,
    in_state("待指派", S.GRANTED),
    of("待签批", "money.proposals", "money.standards", "money.publish_batch", "notices", "swaps"),
    late,
    office_late,
)
FIRM = (today, late, of("待安排承办人", "firm.arrange"), done_today)
# of a supervisor without a post: what was given to them in their term
OUTSIDE = (of("监督任务", "supervision.task"), of("意见待答复", "supervision.unanswered"))
SUPERVISOR = (
    *OUTSIDE,
    gradings,
    office_late,
    done_today,
)
FINANCE = (
    of("可核算的案件", "money.computable"),
    of("待办批次", "money.submit_batch", "money.send", "money.book_return", "money.retry"),
    of("待答复异议", "money.disputes"),
    done_today,
)
BUREAU = (
    objections,
    of("待审批补贴", "money.approve_batch"),
    of("待批标准", "money.standards"),
    of("待发布公示", "notices"),
)
ADMIN = (
    of("任务失败", "jobs"),
    of("没有岗位", "accounts.post"),
    newcomers,
    of("执业证到期", "licences"),
    unread,
)
