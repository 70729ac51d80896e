"""What no data can know: asked for once a year on one page, last year's answer offered."""

from .reading import Reading

# key, label, help
QUESTIONS = (
    ("vehicles", "业务用车", "如：1辆；没有可留空"),
    ("rules_count", "制定并公示的工作制度", "如：10项"),
    ("four_settled", "机构、人员、办公场所和经费“四落实”情况", "如：均已落实"),
    ("plan", "下一步工作的其他安排", "会作为第三部分的最后一条"),
)


def asked(answers, span):
    """answers: {key: text}."""
    for key, label, _ in QUESTIONS:
        yield Reading(key, label, answers.get(key, ""), period=str(span))
