"""CASE: the whole procedure of one matter as one table. The engine, the buttons, the matrix test, the drawing and the progress
page all read it. 办理法律援助案件程序规定 is written "程序规定".

The forks that come later have their place here: objection and its review after `refuse` (D11-D13), first provision (D14)
beside `grant`, replacement (D15) from HANDLING back to GRANTED, termination (D16) from AIDED, notified defence (D4) into GRANTED.
"""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import BACK, Place, Step

from . import clocks as c
from .enums import AIDED, AMENDABLE, UNDECIDED, ConsultChannel, FollowUpResult, Satisfaction
from .enums import ConsultState as C
from .enums import State as S
from .enums import TicketState as T
from .law.sevenones import TITLES
from .permissions import POLICIES, at_ones_window, in_ones_hall, near_the_consultation

codes(
    seven_one=TITLES,
    follow_up=dict(FollowUpResult.choices),
    satisfaction=dict(Satisfaction.choices),
    channel=dict(ConsultChannel.choices),
)

PLACES = (
    Place(S.AT_STATION, Role.STATION, "申请", "已收到申请"),
    Place(S.HANDED_OVER, Role.WINDOW, "申请", "已由工作站移交法律援助中心"),
    Place(S.RETURNED_TO_STATION, Role.STATION, "申请", "工作站正在补充材料"),
    Place(S.SUBMITTED, Role.WINDOW, "受理", "已收到申请"),
    Place(S.SUPPLEMENT, Role.WINDOW, "受理", "等待申请人补充材料"),
    Place(S.FORM_REVIEW, Role.REVIEWER, "审查", "已受理，正在审查"),
    Place(S.MERITS_REVIEW, Role.REVIEWER, "审查", "已受理，正在审查"),
    Place(S.COOPERATION, Role.REVIEWER, "审查", "已受理，正在请异地机构协助核查"),
    Place(S.DECISION, Role.DIRECTOR, "决定", "审查完毕，等待决定"),
    Place(S.GRANTED, Role.DIRECTOR, "指派", "已决定给予法律援助"),
    Place(S.OFFERED, Role.HANDLER, "指派", "已指派承办机构"),
    Place(S.AGREEMENT, Role.HANDLER, "办理", "承办人已确定，即将签订委托协议"),
    Place(S.FIRST_MEETING, Role.HANDLER, "办理", "即将约见"),
    Place(S.HANDLING, Role.HANDLER, "办理", "正在办理"),
    Place(S.CONCLUDED, Role.HANDLER, "结案", "案件已办结"),
    Place(S.CLOSING_REVIEW, Role.REVIEWER, "结案", "结案材料审查中"),
    Place(S.CLOSING_RETURNED, Role.HANDLER, "结案", "结案材料补正中"),
    Place(S.FOLLOW_UP, Role.WINDOW, "回访", "等待回访"),
    Place(S.ARCHIVING, Role.WINDOW, "归档", "等待归档"),
    Place(S.SEALING, None, "归档", "正在归档"),
    Place(S.ARCHIVED, None, "归档", "已归档", final=True),
    Place(S.REFUSED, None, "决定", "已决定不予法律援助", final=True),
    Place(S.WITHDRAWN, None, "受理", "申请已撤回", final=True),
    Place(S.DEEMED_WITHDRAWN, None, "受理", "逾期未补正，视为撤回申请", final=True),
    Place(S.REFERRED_AWAY, None, "受理", "已告知向有权机构申请", final=True),
)
PHASES = ("接待", "申请", "受理", "审查", "决定", "指派", "办理", "结案", "回访", "归档")
EXAMINING = (c.EXAMINATION.key, c.GREEN_PROMISE.key)
CLOSING = (c.CLOSURE_REVIEW.key,)

STEPS = (
    Step("apply", "登记申请", "法律援助法第四十三条", {S.SUBMITTED}, None, "cases.apply",
         starts=(c.EXAMINATION.key,), papers=("application",),
         sentence="收到{applicant}关于“{cause}”的法律援助申请", records=("cause",), personal=("applicant",), public="已收到申请", opening=True),
    Step("apply_at_station", "工作站登记申请", "法律援助法第四十三条", {S.AT_STATION}, None, "cases.apply",
         starts=(c.EXAMINATION.key, c.HAND_OVER.key), papers=("application", "material_receipt"),
         sentence="工作站收到{applicant}关于“{cause}”的法律援助申请", records=("cause",), personal=("applicant",), public="已收到申请",
         opening=True),
    Step("pre_review", "工作站初审", "法律援助法第十三条", {S.AT_STATION, S.RETURNED_TO_STATION}, None, "cases.pre_review",
         sentence="工作站初审，{proposal}", records=("proposal",), personal=("opinion",)),
    Step("hand_over", "移交中心", "法律援助法第十三条", {S.AT_STATION, S.RETURNED_TO_STATION}, S.HANDED_OVER, "cases.hand_over",
         stops=(c.HAND_OVER.key,), starts=(c.SIGN_FOR.key,), papers=("hand_over_slip",),
         sentence="移交法律援助中心，材料：{materials}", records=("materials",), personal=("note",), public="已移交法律援助中心"),
    Step("sign_for", "签收移交", "法律援助法第十三条", {S.HANDED_OVER}, S.SUBMITTED, "cases.accept", stops=(c.SIGN_FOR.key,),
         starts=(c.WINDOW_PROMISE.key,), papers=("sign_receipt",), sentence="中心签收工作站移交的申请", personal=("note",),
         public="法律援助中心已签收"),
    Step("return_to_station", "退回工作站", "法律援助法第十三条", {S.HANDED_OVER}, S.RETURNED_TO_STATION, "cases.accept",
         stops=(c.SIGN_FOR.key,), starts=(c.HAND_OVER.key,), papers=("sign_receipt",), sentence="退回工作站：{reasons}",
         records=("reasons",), personal=("note",)),
    Step("accept", "受理", "法律援助法第四十三条", {S.SUBMITTED}, S.FORM_REVIEW, "cases.accept",
         stops=(c.WINDOW_PROMISE.key,), papers=("material_receipt",), sentence="受理申请，收到材料{materials}", records=("materials",),
         public="已受理"),
    Step("accept_with_gaps", "容缺受理", "法律援助法第四十三条", {S.SUBMITTED}, S.FORM_REVIEW, "cases.accept",
         stops=(c.WINDOW_PROMISE.key,), papers=("material_receipt",), sentence="容缺受理，{owed_by}前补交：{owed}", records=("owed", "owed_by"),
         public="已受理，尚有材料待补交"),
    Step("request_supplement", "通知补正", "法律援助法第四十三条第二款", {S.SUBMITTED, S.FORM_REVIEW, S.MERITS_REVIEW}, S.SUPPLEMENT,
         "cases.accept", stops=(c.WINDOW_PROMISE.key,), pauses=EXAMINING, papers=("supplement_notice",), remembers=True,
         sentence="通知补充材料，期限至{due}：{items}：{later}", records=("due", "items"), personal=("note", "later"), public="请补充材料"),
    Step("receive_supplement", "收到补正", "法律援助法第四十三条第二款", {S.SUPPLEMENT}, BACK, "cases.accept",
         returns_to={S.SUBMITTED, S.FORM_REVIEW, S.MERITS_REVIEW}, stops=(c.SUPPLEMENT.key,), resumes=EXAMINING,
         sentence="收到补充材料：{items}", records=("items",), public="已收到补充材料"),
    Step("deem_withdrawn", "视为撤回申请", "法律援助法第四十三条第二款", {S.SUPPLEMENT}, S.DEEMED_WITHDRAWN, "cases.accept",
         sentence="补正期限{due}届满未补充，视为撤回申请", records=("due",), public="逾期未补正，视为撤回申请", system=True),
    Step("refer_away", "告知移送", "法律援助法第三十八条", {S.SUBMITTED, S.FORM_REVIEW}, S.REFERRED_AWAY, "cases.accept",
         stops=(c.WINDOW_PROMISE.key, c.GREEN_PROMISE.key), sentence="不属于本机构受理，告知向{destination}申请：{reason}", records=("destination", "reason"),
         public="已告知向有权机构申请", danger=True),
    Step("amend", "更正登记信息", "法律援助法第四十三条第二款", AMENDABLE, None, "cases.amend",
         sentence="更正登记信息：{changes}。理由：{reason}", personal=("changes", "reason"), minor=True),
    Step("withdraw", "撤回申请", "法律援助法第四十三条", UNDECIDED, S.WITHDRAWN, "cases.accept",
         sentence="申请人撤回申请：{reason}", personal=("reason",), public="申请已撤回", danger=True),
    Step("pass_form", "形式审查通过", "法律援助法第三十八条、第四十三条", {S.FORM_REVIEW}, S.MERITS_REVIEW, "cases.review",
         sentence="形式审查通过", personal=("note",), public="形式审查完成"),
    Step("request_cooperation", "请求异地协作核查", "法律援助法第四十一条第三款", {S.FORM_REVIEW, S.MERITS_REVIEW}, S.COOPERATION, "cases.review",
         pauses=EXAMINING, papers=("cooperation_letter",), remembers=True, sentence="向{recipient}发出协作函，期限至{due}",
         records=("recipient", "due"), personal=("content",), public="正在请异地机构协助核查"),
    Step("receive_cooperation", "收到协作回函", "法律援助法第四十一条第三款", {S.COOPERATION}, BACK, "cases.review",
         returns_to={S.FORM_REVIEW, S.MERITS_REVIEW}, stops=(c.COOPERATION.key,), resumes=EXAMINING,
         sentence="异地协作核查：{result}", records=("result",), personal=("reply",), public="异地协作核查已回复"),
    Step("receive_owed", "收到补交材料", "法律援助法第四十三条第二款", {S.FORM_REVIEW, S.MERITS_REVIEW, S.COOPERATION, S.DECISION, *AIDED}, None,
         "cases.owed", sentence="收到容缺补交材料：{items}", records=("items",), minor=True),
    Step("override_means", "人工认定经济状况", "法律援助法第四十一条", {S.FORM_REVIEW, S.MERITS_REVIEW}, None, "cases.review",
         sentence="经济状况人工认定为{result}", records=("result",), personal=("reason",), minor=True),
    Step("recommend", "提出审查意见", "法律援助法第四十三条第一款", {S.MERITS_REVIEW}, S.DECISION, "cases.review",
         sentence="审查意见：{proposal}", records=("proposal",), personal=("opinion",), public="实体审查完成"),
    Step("return_to_review", "退回审查", "法律援助法第四十三条第一款", {S.DECISION}, S.MERITS_REVIEW, "cases.decide",
         sentence="退回审查：{reason}", personal=("reason",)),
    Step("grant", "给予法律援助", "法律援助法第四十三条第一款", {S.DECISION}, S.GRANTED, "cases.decide",
         stops=(c.EXAMINATION.key,), starts=(c.ASSIGNMENT.key,), papers=("decision_grant", "review_form"),
         sentence="决定给予法律援助：{grounds}", records=("grounds",), personal=("opinion",), public="已决定给予法律援助"),
    Step("refuse", "不予法律援助", "法律援助法第四十三条第一款", {S.DECISION}, S.REFUSED, "cases.decide",
         stops=EXAMINING, papers=("decision_refuse", "review_form"),
         sentence="决定不予法律援助：{grounds}", records=("grounds",), personal=("reasons",), public="已决定不予法律援助", danger=True),
    Step("assign", "指派", "法律援助法第四十三条第一款", {S.GRANTED}, S.OFFERED, "cases.assign",
         stops=(c.ASSIGNMENT.key, c.GREEN_PROMISE.key), starts=(c.AGREEMENT.key,), papers=("assignment_notice",),
         sentence="指派{handler}承办", records=("handler",), personal=("reason",), public="已指派承办机构"),
    Step("accept_assignment", "接受指派", "程序规定第二十五条", {S.OFFERED}, S.AGREEMENT, "cases.handle",
         sentence="接受指派", public="承办人已接受指派"),
    Step("decline_assignment", "不接受指派", "法律援助法第四十六条", {S.OFFERED}, S.GRANTED, "cases.handle",
         cancels=(c.AGREEMENT.key,), reopens=(c.ASSIGNMENT.key, c.GREEN_PROMISE.key), sentence="不接受指派：{reason}", personal=("reason",), danger=True),
    Step("sign_agreement", "签订委托协议", "程序规定第二十七条", {S.AGREEMENT}, S.FIRST_MEETING, "cases.handle",
         stops=(c.AGREEMENT.key,), papers=("agreement", "power_of_attorney", "official_letter"),
         sentence="{signed_on}签订委托协议和授权委托书", records=("signed_on",), public="已签订委托协议"),
    Step("hold_first_meeting", "首次会见（约见）", "法律援助法第四十六条", {S.FIRST_MEETING}, S.HANDLING, "cases.handle",
         sentence="{met_on}首次会见，已告知四项事项", records=("met_on",), personal=("record",), public="已会见（约见）"),
    Step("add_log", "记办理日志", "法律援助法第四十六条", {S.FIRST_MEETING, S.HANDLING, S.CONCLUDED, S.CLOSING_RETURNED}, None, "cases.handle",
         sentence="{entry_kind}", records=("entry_kind",), personal=("content",), minor=True),
    Step("schedule_hearing", "登记开庭", "法律援助法第四十六条", {S.FIRST_MEETING, S.HANDLING}, None, "cases.handle",
         sentence="登记开庭：{starts_at} {place}", records=("starts_at", "place"), minor=True),
    Step("report_progress", "向受援人通报", "法律援助法第四十六条", {S.FIRST_MEETING, S.HANDLING, S.CONCLUDED}, None, "cases.handle",
         sentence="向受援人通报办理情况（{manner}）", records=("manner",), personal=("content",), minor=True),
    Step("conclude", "登记结案", "法律援助法第五十条", {S.HANDLING}, S.CONCLUDED, "cases.handle",
         sentence="{closed_on}结案：{outcome}", records=("closed_on", "outcome"), personal=("result",), public="案件已办结"),
    Step("report_closure", "报送结案材料", "法律援助法第五十条", {S.CONCLUDED}, S.CLOSING_REVIEW, "cases.handle",
         stops=(c.CLOSURE_FILE.key,), starts=CLOSING, papers=("progress_record", "closing_report"), sentence="报送结案归档材料",
         personal=("summary",), public="结案材料已报送"),
    Step("return_closure", "退回补正", "法律援助法第五十条", {S.CLOSING_REVIEW}, S.CLOSING_RETURNED, "cases.review_closure",
         pauses=CLOSING, sentence="结案材料退回补正：{reasons}", records=("reasons",), personal=("note",)),
    Step("resubmit_closure", "补正后报送", "法律援助法第五十条", {S.CLOSING_RETURNED}, S.CLOSING_REVIEW, "cases.handle",
         resumes=CLOSING, sentence="补正后重新报送结案材料", personal=("summary",)),
    Step("approve_closure", "结案审查通过", "法律援助法第五十条", {S.CLOSING_REVIEW}, S.FOLLOW_UP, "cases.review_closure",
         stops=CLOSING, sentence="结案审查通过", personal=("opinion",), public="结案审查通过"),
    Step("try_follow_up", "记录未接通的回访", "法律援助法第五十九条", {S.FOLLOW_UP}, None, "cases.follow_up",
         sentence="回访{result:follow_up}", records=("result",), personal=("note",), minor=True),
    Step("follow_up", "回访", "法律援助法第五十九条", {S.FOLLOW_UP}, S.ARCHIVING, "cases.follow_up",
         papers=("follow_up_record",), sentence="回访接通，{satisfaction:satisfaction}", records=("satisfaction",), personal=("suggestions",), public="已回访"),
    Step("grade", "评定质量等次", "", {S.FOLLOW_UP, S.ARCHIVING}, None, "cases.grade",
         sentence="案件质量评为{grade}{read_by}", records=("grade", "read_by"), personal=("opinion",), minor=True),
    Step("record_payment", "记录补贴发放", "法律援助法第五十二条", {S.FOLLOW_UP, S.ARCHIVING}, None, "cases.record_payment",
         sentence="{paid_on}发放办案补贴{amount:yuan}元", records=("amount", "paid_on"), minor=True, system=True),
    Step("waive", "免除“七个一”事项", "", AIDED, None, "cases.waive",
         sentence="免除“{item:seven_one}”：{reason}", records=("item",), personal=("reason",), danger=True, minor=True),
    Step("archive", "归档", "法律援助法第五十条", {S.ARCHIVING}, S.SEALING, "cases.archive",
         sentence="卷宗材料齐全，开始生成卷宗", personal=("note",), public="正在归档"),
    Step("seal", "卷宗封存", "法律援助法第五十条", {S.SEALING}, S.ARCHIVED, "cases.archive",
         sentence="卷宗封存：审批卷{approval_pages}页，承办卷{handling_pages}页", records=("approval_pages", "handling_pages"),
         public="已归档", system=True),
    Step("reopen_archiving", "卷宗生成失败退回", "法律援助法第五十条", {S.SEALING}, S.ARCHIVING, "cases.archive",
         sentence="卷宗生成失败：{error}", records=("error",), system=True),
)  # fmt: skip

CASE = Workflow("case", places=PLACES, steps=STEPS, policies=POLICIES)

ANSWERS = (c.LETTER_ANSWER.key, c.WEB_ANSWER.key, c.WEB_CHAT.key)
CONSULTATION = Workflow(
    "consultation",
    noun="咨询",
    policies={"cases.consult": near_the_consultation},
    places=(
        Place(C.OPEN, None, "接待", "等待答复"),
        Place(C.ANSWERED, None, "接待", "已答复", final=True),
        Place(C.APPLIED, None, "接待", "已转为申请", final=True),
    ),
    steps=(
        Step("register", "登记咨询", "法律援助法第二十三条", {C.OPEN}, None, "cases.consult", opening=True,
             sentence="登记{channel:channel}咨询：{topics}{refused}", records=("channel", "topics", "refused")),
        Step("answer", "答复", "法律援助法第二十三条", {C.OPEN}, C.ANSWERED, "cases.consult", stops=ANSWERS,
             sentence="答复，处理：{outcome}", records=("outcome",)),
        Step("answer_further", "补充答复", "法律援助法第二十三条", {C.ANSWERED, C.APPLIED}, None, "cases.consult",
             sentence="补充答复", minor=True),
        Step("transfer", "转交", "", {C.OPEN}, None, "cases.consult", sentence="转交{to}：{reason}", records=("to",),
             personal=("reason",)),
        Step("refer", "转介", "法律援助法第二十三条", {C.OPEN, C.ANSWERED, C.APPLIED}, None, "cases.consult", sentence="转介{to}：{slip}",
             records=("to", "slip"), minor=True),
        Step("draft_document", "代拟文书", "法律援助法第二十二条", {C.OPEN, C.ANSWERED, C.APPLIED}, None, "cases.consult",
             sentence="代拟{title}", records=("title",), minor=True),
        Step("hand_document", "交付代拟文书", "法律援助法第二十二条", {C.OPEN, C.ANSWERED, C.APPLIED}, None, "cases.consult",
             sentence="{handed_on}交付代拟的{document}", records=("document", "handed_on"), minor=True),
        Step("escalate", "转为申请", "法律援助法第二十三条", {C.OPEN, C.ANSWERED}, C.APPLIED, "cases.consult", stops=ANSWERS,
             sentence="转为法律援助申请{case}", records=("case",)),
    ),
)  # fmt: skip

TAKE, SERVE = "queue.take", "queue.serve"
TICKET = Workflow(
    "ticket",
    noun="号",
    policies={TAKE: in_ones_hall, SERVE: at_ones_window},
    places=(
        Place(T.WAITING, None, "接待", "等候叫号"),
        Place(T.CALLED, None, "接待", "请到窗口"),
        Place(T.SERVING, None, "接待", "正在接待"),
        Place(T.MISSED, None, "接待", "已过号"),
        Place(T.SERVED, None, "接待", "已接待", final=True),
        Place(T.DROPPED, None, "接待", "已取消", final=True),
        Place(T.LAPSED, None, "接待", "当日未到", final=True),
    ),
    steps=(
        Step("take", "取号", "", {T.WAITING}, None, TAKE, opening=True, sentence="窗口取号：{purpose}{ground}", records=("purpose", "ground")),
        Step("take_self", "自助取号", "", {T.WAITING}, None, TAKE, opening=True, system=True, sentence="自助取号：{purpose}{ground}",
             records=("purpose", "ground")),
        Step("call", "叫号", "", {T.WAITING}, T.CALLED, SERVE, sentence="{window}叫号", records=("window",)),
        Step("call_again", "再次呼叫", "", {T.CALLED}, None, SERVE, minor=True),
        Step("receive", "开始接待", "", {T.CALLED}, T.SERVING, SERVE),
        Step("finish", "接待结束", "", {T.SERVING}, T.SERVED, SERVE),
        Step("miss", "过号", "", {T.CALLED}, T.MISSED, SERVE, danger=True),
        Step("restore", "恢复排队", "", {T.MISSED}, T.WAITING, TAKE),
        Step("drop", "取消", "", {T.WAITING, T.MISSED}, T.DROPPED, TAKE, danger=True),
        Step("lapse", "当日未到", "", {T.WAITING, T.CALLED, T.MISSED}, T.LAPSED, TAKE, system=True),
    ),
)  # fmt: skip
