"""A case given to a firm, whose manager arranges one of its own people, as rows: it stands where it stood until then."""

from legalaid.platform.procedure.steps import Step

from .. import periods as c
from ..enums import State as S

FIRM = (c.FIRM_ARRANGEMENT.key,)
ASSIGNMENT = (c.ASSIGNMENT.key, c.GREEN_PROMISE.key)

FIRMS = (
    Step("entrust", "交承办机构安排", "", {S.GRANTED}, None, "cases.entrust", starts=FIRM,
         sentence="交{firm}安排承办人", records=("firm",), personal=("reason",), minor=True),
    Step("withdraw_entrusted", "收回，由中心指派", "", {S.GRANTED}, None, "cases.withdraw_entrusted", cancels=FIRM,
         sentence="收回交{firm}安排的案件：{reason}", records=("firm",), personal=("reason",), minor=True),
    Step("arrange", "安排承办人", "程序规定第二十五条", {S.GRANTED}, S.OFFERED, "cases.arrange", stops=(*ASSIGNMENT, *FIRM), starts=(c.AGREEMENT.key,),
         papers=("assignment_notice",), sentence="{firm}安排{handler}承办{passed}", records=("firm", "handler"), personal=("reason", "passed"),
         public="已指派承办机构"),
    Step("undo_arrangement", "撤回安排", "", {S.OFFERED}, S.GRANTED, "cases.arrange", cancels=(c.AGREEMENT.key,), reopens=(*ASSIGNMENT, *FIRM),
         sentence="{firm}撤回对{handler}的安排：{reason}", records=("firm", "handler"), personal=("reason",), danger=True),
    Step("return_entrusted", "退回中心", "", {S.GRANTED}, None, "cases.arrange", cancels=FIRM,
         sentence="{firm}不能安排，退回中心：{reason}", records=("firm",), personal=("reason",), minor=True),
)  # fmt: skip
