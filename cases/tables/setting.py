"""The dictionary of causes, what people call them, and the periods with what the county changed of them."""

from django.urls import reverse
from django.utils.html import format_html

from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

CAUSES = Table(
    empty="没有这个案由。",
    hint="可输入其中几个字，或拼音首字母。",
    columns=(
        Column("name", "案由", link=page_of("cases:settings_cause")),
        Column("kind", "类别", "get_kind_display"),
        Column("path", "上级", none="", place="small soft"),
        Column("row", "统计行", "get_row_display"),
        Column("frequent", "本县件数", lambda cause: cause.frequent or "", "num"),
    ),
)

WORDS = Table(
    empty="没有这个说法。",
    hint="可以新增；登记申请时输入它就能找到案由。",
    columns=(
        Column("word", "群众的说法", link=page_of("cases:settings_cause_word")),
        Column(
            "causes",
            "案由",
            lambda word: "、".join(dict.fromkeys(cause.name for cause in word.causes.all())),
        ),
    ),
)


def _statutory(row):
    rule, _ = row
    return rule.limit_text if rule.by_law else ""


def _promised(row):
    rule, _ = row
    return rule.promised_text if rule.by_law else rule.limit_text


def _adjusted(row, words):
    rule, default = row
    if rule.limit == default.limit:
        return words
    return format_html("{} {}", words, chip("已调整", "soon"))


def _statutory_limit(row, words):
    """What no law we have read states says so, until the office sets it."""
    rule, default = row
    if rule is default and rule.by_law and not (rule.public or rule.article):
        return format_html("{} {}", words, chip("待核实", "soon"))
    return _adjusted(row, words) if rule.by_law else words


def _promised_limit(row, words):
    rule, _ = row
    if rule.unread and not rule.by_law:
        return format_html("{} {}", words, chip("暂定，待核实", "soon"))
    return words if rule.by_law else _adjusted(row, words)


def _article(row):
    rule, _ = row
    unread = f"{rule.unread}的期限未核实" if rule.unread and not rule.article else ""
    return rule.article or unread or ("本机构自定" if rule.own else "")


def _adjust(row, words):
    rule, _ = row
    address = reverse("cases:settings_clock", args=[rule.key])
    return format_html('<a href="{}" aria-label="调整{}">{}</a>', address, rule.name, words)


RULES = Table(
    columns=(
        Column("number", "编号", lambda row: row[0].number),
        Column("name", "期限", lambda row: row[0].name),
        Column("statutory", "法定时限", _statutory, draw=_statutory_limit, quiet=True),
        Column("promised", "承诺、自定时限", _promised, draw=_promised_limit, quiet=True),
        Column("roll", "顺延", lambda row: "遇休息日顺延" if row[0].roll else "不顺延"),
        Column("article", "依据", _article, quiet=True),
        Column("adjust", "调整", lambda row: "调整", draw=_adjust),
    ),
)
