"""What it means that a case is over, and what one can still do, in plain words."""

from cases.enums import State
from cases.periods import OBJECTION
from cases.queries.serving import limit_after
from legalaid.platform.core.words import day
from legalaid.platform.procedure.deadlines import within

ENDED = {
    State.REFUSED: "中心决定不给予法律援助，理由写在决定书上。",
    State.TERMINATED: "中心决定终止法律援助，理由写在决定书上。",
    State.WITHDRAWN: "申请已经撤回。事情没有解决的，可以重新申请。",
    State.DEEMED_WITHDRAWN: "没有按期补充材料，按撤回申请处理。材料补齐了，可以重新申请，先打电话问我们。",
    State.REFERRED_AWAY: "这件事要向别的机构申请，向哪里申请写在给您的告知书上。",
    State.JOINED: "这件事和另一件申请是同一件，已经并在一起办。请用那一件的查询码。",
    State.ANNULLED: "登记有误，已经撤销。有疑问的，请打电话问我们。",
}
OBJECTED_TO = {State.REFUSED: "decision_refuse", State.TERMINATED: "termination_decision"}
OBJECT = "不同意的，自收到决定书那天起{within}，可以向{bureau}提出异议（法律援助法第四十九条）。写信、当面说都行，窗口可以帮您写。"
UNTIL = "登记的收到日期是{received}，最后一天是{until}。"


def ending_of(case, bureau):
    """[sentence] of what is over; [] of what goes on."""
    told = ENDED.get(case.state)
    if told is None:
        return []
    kind = OBJECTED_TO.get(case.state)
    return [told, *_remedy(case, kind, bureau)] if kind else [told]


def _remedy(case, kind, bureau):
    begins = case.changed_at or case.received_at
    yield OBJECT.format(within=within(OBJECTION, begins), bureau=bureau)

    served = (
        case.services.standing()
        .filter(paper__kind=kind, member=None)
        .select_related("paper")
        .defer("paper__context")
    )
    row = served.exclude(received_on=None).last()
    if row and (until := limit_after(row)):
        yield UNTIL.format(received=day(row.received_on), until=day(until.at))
