"""What no data can know: asked for once a year on one page, last year's answer offered. What is asked for as a number is read as one."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day

from .reading import Reading

NUMBERS = {
    "count": (r"\d+", "整数，如10"),
    "yuan": (r"\d+(\.\d{1,2})?", "金额，最多两位小数，如1400"),
}
HALF = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")


@dataclass(frozen=True)
class Question:
    """`kind`: count, yuan, date or text; `unit`: what may be written behind a number; `most`: the largest that is believed."""

    key: str
    label: str
    help: str
    kind: str = "text"
    unit: str = ""
    most: int = 0


QUESTIONS = (
    Question("vehicles", "业务用车（辆）", "没有填0", "count", "辆", 99),
    Question("rules_count", "制定并公示的工作制度（项）", "如：10", "count", "项", 999),
    Question("subsidy_standard", "省定案均补贴标准（元）", "如：1400；案均补贴与它比较", "yuan", "元", 100_000),
    Question("plan", "下一步工作的其他安排", "会作为第三部分的最后一条；没有可以不填"),
    Question("signed_on", "落款日期", "如：2026-01-15；不填的，印生成当日", "date"),
)  # fmt: skip


def read(question, words):
    """The answer as it is kept: "10", "1400.00", "2026-01-15"; "" of none. Raises DomainError with what is wrong with it."""
    words = words.strip()
    if not words or question.kind == "text":
        return words
    if question.kind == "date":
        return _date(question, words).isoformat()

    plain = words.translate(HALF).replace(",", "").removesuffix(question.unit).strip()
    pattern, wanted = NUMBERS[question.kind]
    if not re.fullmatch(pattern, plain):
        raise DomainError(f"应为{wanted}。", field=question.key)

    number = Decimal(plain)
    if number > question.most:
        raise DomainError(f"不能超过{question.most:,}{question.unit}，请核对。", field=question.key)
    if question.kind == "yuan" and not number:
        raise DomainError("标准应大于0。", field=question.key)
    return str(number)


def _date(question, words):
    found = re.fullmatch(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?", words.translate(HALF))
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(words)
    except ValueError:
        raise DomainError("应为日期，如2026-01-15。", field=question.key) from None


def asked(answers, span):
    """answers: {key: text as kept}."""
    for question in QUESTIONS:
        yield Reading(
            question.key,
            question.label.partition("（")[0],
            _value(question, answers.get(question.key, "")),
            question.unit,
            str(span),
            decimals=2 if question.kind == "yuan" else 0,
        )


def _value(question, words):
    """What was kept before answers were read may be none of their kind: it counts as not answered."""
    try:
        kept = read(question, words)
    except DomainError:
        return None
    if not kept or question.kind == "text":
        return kept
    if question.kind == "date":
        return day(date.fromisoformat(kept))
    return int(kept) if question.kind == "count" else Decimal(kept)
