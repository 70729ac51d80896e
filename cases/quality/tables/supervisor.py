"""Supervisors, what was drawn for them, and their tasks."""

from django.utils import timezone

from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

COLOURS = {"done": "kept", "gone": "quiet", "barred": "late", "over": "late"}


def _term(row):
    return "在聘" if row.serves(timezone.localdate()) else "不在聘期"


SUPERVISORS = Table(
    title="监督员",
    empty="还没有聘任监督员。",
    hint="由中心负责人聘任，有聘期和聘书；从单位以外聘任的，只看得到抽取给本人的任务，案卷经过遮蔽；由本单位人员担任的，仍按其岗位看案件。",
    columns=(
        Column("name", "监督员", str, link=page_of("quality:supervisor")),
        Column("unit", "身份或者单位"),
        Column("term", "聘期"),
        Column("state", "情况", _term, draw=lambda row, words: chip(words, "kept" if words == "在聘" else "quiet")),
    ),
)  # fmt: skip


def _state(row, words):
    return chip(words, COLOURS.get(row.state, "soon"))


TASK = (
    Column("number", "案件编号", "case__number", kind="code", link=page_of("quality:task")),
    Column("kind", "方式", "get_kind_display"),
    Column("cause", "案由", "case__cause__name"),
    Column("due_on", "完成期限", kind="date", show=day),
    Column("state", "情况", "state_words", draw=_state),
)
OWN_TASKS = Table(
    title="监督任务",
    empty="没有交给您的监督任务。",
    hint="抽取给您的案件列在这里，只在聘期内看得到。",
    columns=TASK,
)
TASKS = Table(
    title="监督任务",
    empty="还没有监督任务。",
    hint="在监督员的页面抽取。",
    columns=(*TASK, Column("supervisor", "监督员", "supervisor__user__name")),
)
