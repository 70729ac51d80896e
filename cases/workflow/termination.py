"""How aid ends before its time (Law art. 48), and an application whose applicant died, as rows."""

from legalaid.platform.procedure.steps import BACK, Step

from .. import periods as c
from ..enums import AIDED, NOTICE_AMENDABLE, UNDECIDED
from ..enums import State as S

# aid may be found to end before its time until its closing file is accepted: then it was given in full
TERMINABLE = NOTICE_AMENDABLE | {S.CONCLUDED, S.CLOSING_REVIEW, S.CLOSING_RETURNED}
# what runs on a case at work, which goes on if it turns out that aid has not ended after all
WORK = (
    c.ASSIGNMENT.key,
    c.FIRM_ARRANGEMENT.key,
    c.GREEN_PROMISE.key,
    c.NOTIFIED_ASSIGNMENT.key,
    c.AGREEMENT.key,
    c.OWN_COUNSEL.key,
    c.OPINION.key,
)
# of aid provided at once, while its formalities are owed
FORMALITIES = (c.EXAMINATION.key, c.FIRST_PROVISION.key)
# what somebody asked of a case whose aid ends; asked anew where it goes on after all
ASKED = (c.REPLACEMENT.key,)
CLOSING = (c.CLOSURE_FILE.key, c.CLOSURE_REVIEW.key, *(rule.key for rule in c.THEIRS))
# where the decision to end aid stands while the file of what was done goes its way
SINCE_ENDED = {
    S.TERMINATED,
    S.CLOSING_REVIEW,
    S.CLOSING_RETURNED,
    S.ITEM_OWED,
    S.FOLLOW_UP,
    S.ARCHIVING,
}
# where the one or the other may still have to be told
TOLD_IN = SINCE_ENDED

ENDING = (
    Step("close_on_death", "登记申请人死亡", "", UNDECIDED, S.APPLICANT_DIED, "cases.accept", remembers=True,
         sentence="申请人{died_on}死亡，申请终结", records=("died_on",), personal=("proof",), public="申请人死亡，申请终结", danger=True),
    Step("undo_death", "撤销死亡登记", "", {S.APPLICANT_DIED}, BACK, "cases.accept", returns_to=UNDECIDED,
         sentence="撤销死亡登记：{reason}", personal=("reason",), public="申请继续办理", danger=True),
    Step("propose_termination", "提出终止", "法律援助法第四十八条", TERMINABLE, S.TERMINATING, "cases.ending", remembers=True,
         sentence="{learnt_on}得知，提出终止法律援助：{why}", records=("learnt_on", "why"), personal=("account", "counsel"), danger=True),
    Step("hear_recipient", "听取受援人意见", "法律援助法第四十八条", {S.TERMINATING}, None, "cases.ending",
         sentence="听取受援人对终止的意见：{hearing}", records=("hearing",), personal=("heard", "unheard")),
    Step("withdraw_termination", "撤回终止提议", "", {S.TERMINATING}, BACK, "cases.ending", returns_to=TERMINABLE,
         sentence="撤回终止提议：{reason}", personal=("reason",), danger=True),
    Step("terminate", "决定终止", "法律援助法第四十八条", {S.TERMINATING}, S.TERMINATED, "cases.terminate",
         cancels=WORK + FORMALITIES + ASKED + CLOSING, starts=(c.TERMINATION_NOTICE.key,), tells=(c.OBJECTION.key,), papers=("termination_decision",),
         sentence="决定终止法律援助：{why}{alone}", records=("why", "alone"), personal=("reasons",), public="已决定终止法律援助"),
    Step("refuse_termination", "不予终止", "法律援助法第四十八条", {S.TERMINATING}, BACK, "cases.terminate", returns_to=TERMINABLE,
         sentence="不予终止，继续提供法律援助：{reason}", personal=("reason",)),
    Step("revoke_termination", "撤销终止决定", "", SINCE_ENDED, BACK, "cases.correct", returns_to=TERMINABLE,
         cancels=(c.TERMINATION_NOTICE.key, c.CLOSURE_FILE.key, c.CLOSURE_REVIEW.key, c.CLOSING_ITEM.key, c.SECOND_CALL.key), papers=("termination_revoked",),
         sentence="{why}撤销终止决定，继续提供法律援助：{reason}", records=("why",), personal=("reason",), public="终止决定已撤销，继续提供法律援助", danger=True),
    Step("revoke_sealed", "撤销终止决定，另案继续", "", {S.ARCHIVED}, None, "cases.correct", papers=("termination_revoked",),
         sentence="{why}撤销终止决定，卷宗已封存，另立案件继续提供法律援助：{reason}", records=("why",), personal=("reason",),
         public="终止决定已撤销，继续提供法律援助", danger=True),
    Step("settle_termination", "登记终止决定的送达", "", TOLD_IN, None, "cases.terminate",
         dates=(c.TERMINATION_NOTICE.key, c.CLOSURE_FILE.key), sentence="终止决定{told}", records=("told",), minor=True, system=True),
    Step("refer_fraud", "移送司法局处理", "法律援助法第六十四条", AIDED | {S.ARCHIVED}, None, "cases.terminate",
         papers=("fraud_referral",), sentence="以欺骗或者其他不正当手段获得法律援助，移送司法局处理，已实施法律援助的费用{cost:yuan}元",
         records=("cost",), personal=("account",), danger=True, minor=True),
    Step("record_fraud_answer", "登记司法局处理结果", "法律援助法第六十四条", AIDED | {S.ARCHIVED}, None, "cases.terminate",
         sentence="司法局{answered_on}答复（{number}）：{told}", records=("answered_on", "number", "told"), personal=("answer",), minor=True),
)  # fmt: skip
