"""Notified cases at their desk, and how punctual organs are."""

from django.urls import reverse
from django.utils.http import urlencode

from cases.law import grounds
from legalaid.platform.core.words import day, moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock, due_chip
from legalaid.platform.procedure.models import colour


def _organ_page(row):
    return f"{reverse('cases:notices')}?{urlencode({'organ': row['organ']})}"


def _first(row, words):
    return due_chip(row["first"], colour(row["first"], row["first"])) if row["first"] else words


def _late(row, words):
    return chip(f"{row['late']}件", "late") if row["late"] else words


ORGANS_WAITING = Table(
    caption="各机关待指派的通知",
    empty="没有待指派的通知。",
    columns=(
        Column("organ", "通知机关", link=_organ_page),
        Column("waiting", "待指派（件）", kind="num"),
        Column("late", "已超期", draw=_late),
        Column("first", "最早期满", draw=_first),
    ),
)


def _situation(case):
    return grounds.text_of(grounds.NOTIFIED, case.notified)


def _hearing(case):
    return moment(case.next_hearing.starts_at) if case.next_hearing else ""


def _opinion(case, words):
    return chip(day(case.opinion.due_at), case.opinion.colour()) if case.opinion else words


NOTIFIED = Table(
    caption="通知辩护、通知代理的案件",
    empty="没有这样的案件。",
    frame="frame scroll",
    columns=(
        Column("number", "案件编号", link=page_of("cases:detail")),
        Column("applicant", "当事人", "applicant__name"),
        Column("organ", "通知机关"),
        Column("notice", "文号", "notice__number"),
        Column("received", "收到", "notice__received_on", show=day),
        Column("situation", "情形", _situation, place="sentence"),
        Column("cause", "罪名", "cause__name"),
        Column("stage", "阶段"),
        Column("due", "期限", "due_at", draw=lambda case, _: clock(case)),
        Column("handler", "承办人", "handler__user__name"),
        Column("hearing", "下次开庭", _hearing),
        Column("opinion", "辩护意见期限", draw=_opinion),
    ),
)


def _of(part, name):
    return lambda organ: getattr(getattr(organ, part), name)


def _late_of(part):
    def draw(organ, words):
        late = getattr(organ, part).late
        return chip(str(late), "late") if late else words

    return draw


ORGANS = Table(
    title="机关通知",
    caption="各机关的通知和本中心的答复",
    empty="这段时间没有收到通知。",
    columns=(
        Column("name", "通知机关", width=24),
        Column("notices", "收到通知（件）", kind="num", width=12),
        Column("found", "知道发现日期的", _of("sent", "known"), kind="num", width=12),
        Column("sent", "按期通知", _of("sent", "in_time"), kind="num", width=12),
        Column("sent_late", "未按期通知", _of("sent", "late"), kind="num", draw=_late_of("sent"), width=12),
        Column("sent_days", "平均几日", _of("sent", "average"), kind="num", width=12),
        Column("answered", "本中心按期指派并告知", _of("answered", "in_time"), kind="num", width=16),
        Column("answered_late", "本中心未按期", _of("answered", "late"), kind="num", draw=_late_of("answered"), width=12),
        Column("answered_days", "平均几日", _of("answered", "average"), kind="num", width=12),
    ),
)  # fmt: skip
FORWARDERS = Table(
    title="转交申请",
    caption="在押人员的申请由谁转交",
    empty="这段时间没有登记转交时间的申请。",
    columns=(
        Column("name", "由谁转交", width=24),
        Column("count", "转交（件）", kind="num", width=12),
        Column("in_time", "按期转交", kind="num", width=12),
        Column("late", "超期转交", kind="num", draw=lambda one, words: chip(str(one.late), "late") if one.late else words, width=12),
        Column("average", "平均几小时", kind="num", width=12),
    ),
)  # fmt: skip
