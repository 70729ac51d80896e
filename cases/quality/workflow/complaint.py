"""COMPLAINT: of the centre or of who works for it, to the bureau (Law art. 55, 56; 司法部令第149号), as rows."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .. import periods as p
from ..enums.complaint import ComplaintChannel, ComplaintOutcome, InquiryKind
from ..enums.complaint import ComplaintState as C
from ..permissions import amends_complaints, answers_inquiry, complained_of

codes(
    complaining=dict(ComplaintChannel.choices),
    complaint_outcome=dict(ComplaintOutcome.choices),
    inquiry=dict(InquiryKind.choices),
)

TAKE, AMEND = "complaints.take", "complaints.amend"
SETTLE = "cases.settle"
HANDLE, REPLY = "complaints.handle", "complaints.reply"
ACCEPTANCE = (p.COMPLAINT_ACCEPTANCE.key,)
INVESTIGATION = (p.COMPLAINT_INVESTIGATION.key,)
ANSWER = (p.COMPLAINT_ANSWER.key,)
OPEN = {C.RECEIVED, C.INVESTIGATING}
# what is to be put right is asked for after the outcome too
ASKING = {C.INVESTIGATING, C.ANSWERING, C.ANSWERED}
OVER = {C.ANSWERING, C.ANSWERED, C.REFUSED, C.WITHDRAWN}

COMPLAINT = Workflow(
    "complaint",
    noun="投诉",
    barred=complained_of,
    policies={AMEND: amends_complaints, REPLY: answers_inquiry},
    places=(
        Place(C.RECEIVED, Role.BUREAU, "投诉", "投诉已转司法局", task="决定是否受理"),
        Place(C.INVESTIGATING, Role.BUREAU, "投诉", "司法局正在调查", task="调查处理"),
        Place(C.ANSWERING, Role.BUREAU, "投诉", "司法局正在调查", task="答复投诉人"),
        Place(C.ANSWERED, None, "投诉", "司法局已答复", final=True),
        Place(C.REFUSED, None, "投诉", "司法局不予受理", final=True),
        Place(C.MERGED, None, "投诉", "与另一件投诉合并处理", final=True),
        Place(C.WITHDRAWN, None, "投诉", "投诉已撤回", final=True),
        Place(C.CANCELLED, None, "投诉", final=True),
    ),
    steps=(
        Step("complain", "登记投诉", "法律援助法第五十五条", {C.RECEIVED}, None, TAKE, opening=True, dates=ACCEPTANCE,
             sentence="{received_on}收到投诉（{channel:complaining}），转司法局", records=("received_on", "channel"),
             public="投诉已转司法局"),
        Step("report_misconduct", "移送司法局", "法律援助法第六十二条、第六十三条", {C.RECEIVED}, None, SETTLE, opening=True, dates=ACCEPTANCE,
             sentence="中心核实属实，移送司法局"),
        Step("accept_complaint", "受理", "法律援助法第五十六条", {C.RECEIVED}, C.INVESTIGATING, HANDLE, stops=ACCEPTANCE,
             starts=INVESTIGATION, public="司法局已受理投诉"),
        Step("refuse_complaint", "不予受理", "法律援助法第五十六条", {C.RECEIVED}, C.REFUSED, HANDLE, stops=ACCEPTANCE,
             papers=("complaint_refusal",), sentence="不予受理", personal=("reason",), public="司法局不予受理", danger=True),
        Step("record_hearing", "记录调查", "法律援助法第五十六条", {C.INVESTIGATING}, None, HANDLE,
             sentence="{on}调查一次", records=("on",), personal=("heard", "said"), minor=True),
        Step("correct_hearing", "更正调查记录", "", {C.INVESTIGATING, C.ANSWERING}, None, HANDLE, sentence="更正调查记录：{changes}。理由：{reason}",
             personal=("changes", "reason"), minor=True),
        Step("give_statement", "答复司法局的询问", "", ASKING, None, REPLY,
             sentence="有关人员已答复司法局", personal=("answer",), minor=True, frees=True),
        Step("settle_complaint", "作出处理", "法律援助法第五十六条", {C.INVESTIGATING}, C.ANSWERING, HANDLE, stops=INVESTIGATION,
             starts=ANSWER, sentence="作出处理：{outcome:complaint_outcome}", records=("outcome",), personal=("findings", "handling")),
        Step("answer_complaint", "答复投诉人", "法律援助法第五十六条", {C.ANSWERING}, C.ANSWERED, HANDLE, stops=ANSWER,
             papers=("complaint_answer",), sentence="答复投诉人", public="司法局已答复"),
        Step("ask_statement", "请有关人员说明情况", "法律援助法第五十六条", ASKING, None, HANDLE,
             sentence="请有关人员说明情况", personal=("question",), minor=True),
        Step("merge_complaint", "并入另一件", "", OPEN, C.MERGED, HANDLE, cancels=ACCEPTANCE + INVESTIGATION,
             sentence="并入{into}一并处理", records=("into",), public="与另一件投诉合并处理"),
        Step("part_complaint", "撤销合并", "", {C.MERGED}, C.RECEIVED, HANDLE, starts=ACCEPTANCE,
             sentence="撤销并入{into}，重新决定是否受理：{reason}", records=("into",), personal=("reason",), public="投诉已转司法局", danger=True),
        Step("amend_complaint", "更正投诉登记", "", OPEN, None, AMEND, dates=ACCEPTANCE,
             sentence="更正投诉登记：{told}", records=("told",), personal=("reason",), minor=True),
        Step("cancel_complaint", "撤销登记", "", {C.RECEIVED}, C.CANCELLED, AMEND, cancels=ACCEPTANCE,
             sentence="登记有误，撤销：{reason}", personal=("reason",), danger=True),
        Step("withdraw_complaint", "投诉人撤回", "", OPEN, C.WITHDRAWN, AMEND, cancels=ACCEPTANCE + INVESTIGATION,
             sentence="投诉人{on}撤回投诉", records=("on",), personal=("reason",), public="投诉已撤回", danger=True),
        Step("withdraw_and_go_on", "投诉人撤回，继续查处", "", OPEN, None, HANDLE, sentence="投诉人{on}撤回投诉，司法局继续查处",
             records=("on",), personal=("reason",), public="投诉已撤回", danger=True),
        Step("reopen_complaint", "撤销处理，重新调查", "", OVER, C.INVESTIGATING, HANDLE, cancels=ANSWER, starts=INVESTIGATION,
             sentence="撤销原来的处理，重新调查：{reason}", personal=("reason",), danger=True),
        Step("bring_remedy", "登记行政复议、行政诉讼", "", {C.ANSWERED, C.REFUSED}, None, HANDLE,
             sentence="投诉人对处理结果提起{what}", records=("what",), minor=True),
    ),
)  # fmt: skip
