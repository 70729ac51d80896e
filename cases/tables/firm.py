"""The cases and the people of a firm as its manager sees them: nothing names a party."""

from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.words import day
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, due_chip
from legalaid.platform.procedure import clocks

HIDDEN = "密卷，不列"


def _cause(case):
    return HIDDEN if case.secret else case.cause.name


def _clock(case, words):
    return due_chip(case.due_at, case.clock_colour) if case.due_at else words


def _rule(case):
    return clocks.RULES[case.due_rule].name if case.due_rule else ""


WHAT = (
    Column("kind", "类别", "get_kind_display"),
    Column("cause", "案由", _cause),
    Column("stage", "阶段"),
)
LIMIT = (
    Column("rule", "期限", _rule, none="没有期限"),
    Column("due", "还剩", "due_at", draw=_clock, none=""),
)


def _firms_clock(case, words):
    by = case.arrange_by
    return due_chip(by, "late" if by < timezone.now() else "soon") if by else words


def _to(key):
    return lambda case: reverse(f"cases:{key}", args=[case.pk])


TO_ARRANGE = Table(
    frame="",
    empty="没有等待安排的案件。",
    columns=(
        Column("number", "案号", kind="code", link=_to("arrange")),
        *WHAT,
        Column("due", "安排期限", "arrange_by", draw=_firms_clock, none="—"),
        Column("act", "办理", lambda case: "安排承办人", link=_to("arrange")),
    ),
)
UNANSWERED = Table(
    frame="",
    empty="没有等待答复的安排。",
    columns=(
        Column("number", "案号", kind="code"),
        *WHAT,
        Column("handler", "承办人"),
        *LIMIT,
        Column("act", "办理", lambda case: "撤回安排", link=_to("undo_arrangement")),
    ),
)
OWN = Table(
    frame="",
    empty="本机构没有在办案件。",
    columns=(
        Column("number", "案号", kind="code"),
        *WHAT,
        Column("handler", "承办人"),
        *LIMIT,
    ),
)


FREE = "可安排"


def _leave(handler):
    return handler.unavailable(timezone.localdate()) or FREE


def _state(handler, words):
    return chip(words, "kept" if words == FREE else "soon")


PEOPLE = Table(
    title="本机构承办人",
    empty="本机构没有登记承办人，请联系法律援助中心。",
    hint="姓名、执业证、请假有误的，请联系法律援助中心更正。",
    columns=(
        Column("name", "姓名", "user__name", kind="code"),
        Column("kind", "类别", "get_kind_display"),
        Column("licence", "执业证号"),
        Column("expires", "有效期至", "licence_expires", show=day),
        Column("specialities", "专长"),
        Column("load", "在办", kind="num"),
        Column("state", "状态", _leave, draw=_state),
    ),
)


def _says(row, words):
    return chip(words, "kept" if row.eligible else "quiet") if words else ""


ARRANGEABLE = Table(
    frame="",
    columns=(
        Column("handler", "承办人", kind="code", template="cases/_candidate.html"),
        Column("kind", "类别", "handler__get_kind_display"),
        Column("specialities", "专长", "handler__specialities", none=""),
        Column("load", "在办", kind="num"),
        Column("said", "说明", draw=_says, none=""),
    ),
)
