"""What no data can know: asked for once a year on one page, last year's answer offered."""

from decimal import Decimal, InvalidOperation

from .reading import Reading

# key, label, help
QUESTIONS = (
    ("vehicles", "业务用车", "如：1辆；没有可留空"),
    ("rules_count", "制定并公示的工作制度", "如：10项"),
    ("subsidy_standard", "省定案均补贴标准（元）", "如：1400；案均补贴与它比较"),
    ("plan", "下一步工作的其他安排", "会作为第三部分的最后一条"),
)


def asked(answers, span):
    """answers: {key: text}."""
    for key, label, _ in QUESTIONS:
        words = answers.get(key, "")
        if key == "subsidy_standard":
            yield Reading(key, label, amount(words), "元", str(span), decimals=2)
        else:
            yield Reading(key, label, words, period=str(span))


def amount(words):
    """The yuan in an answer, or None."""
    try:
        return Decimal(words.replace(",", "").removesuffix("元"))
    except InvalidOperation:
        return None
