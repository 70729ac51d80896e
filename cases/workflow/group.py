"""What is done for each of several applicants, as rows; none of them moves the case."""

from legalaid.platform.procedure.steps import Step

from .. import periods as c
from ..enums import AIDED, AMENDABLE
from ..enums import State as S
from .termination import TERMINABLE

LISTED = AMENDABLE | AIDED
AT_WORK = {
    S.HANDLING,
    S.CONCLUDED,
    S.CLOSING_REVIEW,
    S.CLOSING_RETURNED,
    S.ITEM_OWED,
    S.FOLLOW_UP,
    S.ARCHIVING,
}
PAID_IN = AT_WORK | {S.ARCHIVED}  # money comes months after the file was sealed
IN_WORK = {S.FIRST_MEETING, S.HANDLING, S.CONCLUDED, S.CLOSING_RETURNED}
CALLED = {S.FOLLOW_UP, S.ARCHIVING}

GROUP = (
    Step("check_members", "逐人核对", "法律援助法第四十一条", LISTED, None, "cases.members",
         sentence="逐人核对{count}人：{what}{why}", records=("count",), personal=("what", "why"), minor=True),
    Step("refuse_member", "对其中一人不予援助", "法律援助法第四十三条第一款", {S.DECISION} | AIDED, None, "cases.decide_member",
         tells=(c.OBJECTION.key,), papers=("decision_refuse_one",), sentence="对{who}决定不予法律援助：{grounds}", records=("grounds",),
         personal=("who", "reasons"), danger=True, minor=True),
    Step("grant_member", "对其中一人给予援助", "法律援助法第四十三条第一款", AIDED | {S.ARCHIVED}, None, "cases.decide_member",
         papers=("decision_grant_one",), sentence="对{who}决定给予法律援助{why}", personal=("who", "why"), minor=True),
    Step("end_member", "对其中一人终止援助", "法律援助法第四十八条", TERMINABLE, None, "cases.decide_member",
         tells=(c.OBJECTION.key,), papers=("termination_decision_one",), sentence="对{who}决定终止法律援助：{why}", records=("why",),
         personal=("who", "reasons", "heard"), danger=True, minor=True),
    Step("resume_member", "撤销对其中一人的终止", "", AIDED | {S.ARCHIVED}, None, "cases.decide_member",
         papers=("termination_revoked_one",), sentence="{why}撤销对{who}的终止决定：{reason}", records=("why",),
         personal=("who", "reason"), danger=True, minor=True),
    Step("leave_group", "登记其中一人退出", "", LISTED, None, "cases.members",
         sentence="{who}于{left_on}退出，其余的人继续：{reason}", records=("left_on",), personal=("who", "reason"), danger=True, minor=True),
    Step("member_died", "登记其中一人死亡", "", PAID_IN | LISTED, None, "cases.members",
         sentence="{who}于{died_on}死亡，其余的人继续：{proof}", records=("died_on",), personal=("who", "proof"), danger=True, minor=True),
    Step("set_guardian", "登记其中一人的法定代理人", "", LISTED, None, "cases.members",
         sentence="{who}的法定代理人：{what}。理由：{reason}", personal=("who", "what", "reason"), minor=True),
    Step("set_contact", "更正其中一人的联系方式", "", PAID_IN | LISTED, None, "cases.members",
         sentence="更正{who}的{what}。理由：{reason}", personal=("who", "what", "reason"), minor=True),
    Step("rejoin_group", "撤销退出、死亡登记", "", LISTED, None, "cases.members",
         sentence="撤销{who}的{what}登记：{reason}", personal=("who", "what", "reason"), minor=True),
    Step("change_lead", "变更列在首位的人", "", LISTED, None, "cases.members",
         sentence="列在首位的人由{before}改为{after}：{reason}", personal=("before", "after", "reason"), danger=True, minor=True),
    Step("elect", "推选代表人", "", LISTED, None, "cases.members",
         sentence="推选代表人{count}名：{what}{why}", records=("count",), personal=("what", "why"), minor=True),
    Step("report_group", "报告群体性案件", "", IN_WORK, None, "cases.report_group",
         sentence="向中心报告群体性案件，共{count}人", records=("count",), personal=("facts", "measures"), minor=True),
    Step("set_won", "逐人登记取得金额", "", PAID_IN, None, "cases.members",
         sentence="逐人登记取得金额，{count}人：{what}{why}", records=("count",), personal=("what", "why"), minor=True),
    Step("pay_members", "登记款项给付", "", PAID_IN, None, "cases.members",
         sentence="{paid_on}款项给付受援人{count}人，合计{amount:yuan}元：{what}{why}", records=("paid_on", "count", "amount"), personal=("what", "why"), minor=True),
    Step("void_payment", "更正款项给付", "", PAID_IN, None, "cases.members",
         sentence="{paid_on}给付{who}{amount:yuan}元的登记作废：{reason}", records=("paid_on", "amount"), personal=("who", "reason"), danger=True, minor=True),
    Step("draw_calls", "抽取回访的人", "法律援助法第五十九条", CALLED, None, "cases.call_member",
         sentence="从{pool_size}人中随机抽取{size}人回访，种子{seed}{why}", records=("pool_size", "size", "seed"), personal=("why",), minor=True),
    Step("call_member", "回访抽中的人", "法律援助法第五十九条", CALLED, None, "cases.call_member",
         sentence="回访抽中的{who}：{outcome}", records=("outcome",), personal=("who", "suggestions"), minor=True),
)  # fmt: skip
