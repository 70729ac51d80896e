"""Short tests: what a well-formed question is, the draw, the marks; how long a certificate holds. Pure."""

from datetime import timedelta

SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "true_false"
YES_NO = ["正确", "错误"]
DAYS_OF_A_MONTH = 30.4375  # on the average of four years


def flaw(kind, options, answer):
    """What is wrong with a question, as a sentence; "" when it can be asked."""
    if kind != TRUE_FALSE and len(options) < 2:
        return "至少要有两个选项。"
    if len(set(options)) != len(options):
        return "选项不能重复。"
    if not answer or any(place >= len(options) for place in answer):
        return "答案不在选项之中。"
    if kind != MULTIPLE and len(answer) != 1:
        return "这种题型只能有一个答案。"
    if kind == MULTIPLE and len(answer) < 2:
        return "多选题至少要有两个答案。"
    return ""


def draw(questions, count, rng):
    """`count` different questions in random order, or all there are."""
    return rng.sample(questions, min(count, len(questions)))


def mark(questions, answers):
    """(score of 100, [right or not]). A question counts only when exactly the right options are chosen."""
    right = [
        sorted(set(given)) == sorted(question["answer"])
        for question, given in zip(questions, answers, strict=True)
    ]
    return round(100 * sum(right) / len(right)), right


def expiry(day, months):
    """The last day of a certificate issued on `day`; None where it holds for good."""
    if not months:
        return None
    return day + timedelta(days=round(months * DAYS_OF_A_MONTH))
