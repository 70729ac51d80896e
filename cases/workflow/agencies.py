"""What goes to other agencies and organs: an application that is not ours (Law art. 38), and what a handler asks the centre for, as rows."""

from legalaid.platform.procedure.steps import BACK, Step

from .. import periods as c
from ..enums import State as S

HELPED = frozenset(
    {S.AGREEMENT, S.FIRST_MEETING, S.HANDLING, S.TERMINATING, S.CONCLUDED, S.CLOSING_RETURNED}
)
ASKABLE = frozenset({S.FORM_REVIEW, S.MERITS_REVIEW, S.COOPERATION})
ANSWERABLE = HELPED | {
    S.GRANTED,
    S.OFFERED,
    S.LAWYER_REFUSED,
    S.TERMINATED,
    S.CLOSING_REVIEW,
    S.ITEM_OWED,
    S.FOLLOW_UP,
    S.ARCHIVING,
}

AGENCIES = (
    Step("forward_papers", "移送材料", "法律援助法第三十八条", {S.REFERRED_AWAY}, None, "cases.accept", papers=("transfer_letter",),
         sentence="{sent_on}向{agency}移送材料（{manner}）：{titles}", records=("sent_on", "agency", "manner", "titles"), public="材料已移送有权机构"),
    Step("record_receipt", "登记移送回执", "法律援助法第三十八条", {S.REFERRED_AWAY}, None, "cases.accept",
         sentence="{answered_on}{agency}{result}移送的申请", records=("answered_on", "agency", "result"), personal=("answer",), minor=True),
    Step("recall_referral", "撤销告知移送", "法律援助法第三十八条", {S.REFERRED_AWAY}, BACK, "cases.accept", returns_to={S.SUBMITTED, S.FORM_REVIEW},
         sentence="撤销向{agency}的告知移送", records=("agency",), personal=("reason",), public="由本中心继续办理", danger=True),
    Step("ask_assistance", "请中心出函、协调", "", HELPED, None, "cases.handle", tells=(c.ASSISTANCE.key,),
         sentence="请中心出具{kind}，发往{addressee}", records=("kind", "addressee"), personal=("content",), minor=True),
    Step("introduce", "开具介绍信", "", ANSWERABLE, None, "cases.assist", papers=("introduction_letter",),
         sentence="开具介绍信，发往{addressee}", records=("addressee",), personal=("purpose",), minor=True),
    Step("prove", "出具证明函", "", ANSWERABLE, None, "cases.assist", papers=("proof_letter",),
         sentence="出具证明函，发往{addressee}", records=("addressee",), personal=("content",), minor=True),
    Step("coordinate", "致函协调", "", ANSWERABLE, None, "cases.assist", papers=("coordination_letter",),
         sentence="致函{addressee}协调", records=("addressee",), personal=("content",), minor=True),
    Step("investigate", "请求异地协作调查", "", ANSWERABLE, None, "cases.assist", papers=("cooperation_letter",),
         sentence="请{recipient}协作调查，期限至{due}", records=("recipient", "due"), personal=("content",), minor=True),
    Step("decline_assistance", "不出函", "", ANSWERABLE, None, "cases.assist_asked",
         sentence="{asked}：不出函", records=("asked",), personal=("reason",), minor=True),
    Step("record_reply", "登记函件回复", "", ANSWERABLE, None, "cases.assist_sent",
         sentence="{replied_on}收到回复：{asked}", records=("replied_on", "asked"), personal=("reply",), minor=True),
    Step("withdraw_letter", "撤回函件", "", ANSWERABLE, None, "cases.assist_sent",
         sentence="撤回函件：{asked}", records=("asked",), personal=("reason",), danger=True, minor=True),
    Step("query_means", "查询核实经济状况", "法律援助法第四十一条", ASKABLE, None, "cases.query_means",
         sentence="向{source}（{office}）查询经济状况", records=("source", "office"), personal=("about", "what"), minor=True),
    Step("answer_query", "登记经济状况查询结果", "法律援助法第四十一条", ASKABLE, None, "cases.query_means",
         sentence="{answered_on}收到查询结果：{query}", records=("answered_on", "query"), personal=("answer",), minor=True),
    Step("void_query", "作废经济状况查询", "法律援助法第四十一条", ASKABLE, None, "cases.query_means",
         sentence="作废查询：{query}", records=("query",), personal=("reason",), minor=True, danger=True),
)  # fmt: skip
