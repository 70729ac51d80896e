"""What it means that a case is over, and what one can still do, in plain words."""

from cases.enums import ObjectionState, State
from cases.enums.objection import OBJECTED
from cases.periods import OBJECTION
from cases.queries.serving import limit_after
from cases.workflow import OBJECTION as REVIEWED
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
UNDER_REVIEW = "对这个决定的异议，{received}收到。现在：{state}。"
UPHELD = "理由、还不服怎么办，写在司法局的审查决定书上，没有收到的打电话问。"
UNTIL = "登记的收到日期是{received}，最后一天是{until}。"


def ending_of(case, bureau):
    """[sentence] of what is over; [] of what goes on."""
    told = ENDED.get(case.state)
    if told is None:
        return []
    kind = OBJECTED_TO.get(case.state)
    return [told, *(_objected(case, kind) or _remedy(case, kind, bureau))] if kind else [told]


def _objected(case, kind):
    """How far an objection to it is, whichever way it came; [] while there is none."""
    found = case.objections.filter(paper__kind=kind, state__in=OBJECTED)
    row = found.values_list("received_on", "state").first()
    if row is None:
        return []
    received, state = row
    said = UNDER_REVIEW.format(received=day(received), state=REVIEWED.places[state].public)
    return [said, UPHELD] if state == ObjectionState.UPHELD else [said]


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
