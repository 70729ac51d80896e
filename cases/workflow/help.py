"""HELP: a duty lawyer's help for one person (Law art. 14, 30), from the duty or an organ's notice to the register, or to an application."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .. import periods as c
from ..enums import HelpState as H
from ..permissions import keeps_the_help, near_the_help, recused_of

GIVING, FORWARD = "法律援助法第三十条", "法律援助法第三十九条第二款"
D2 = (c.FORWARD_BY_DUTY_LAWYER.key,)
ON_RECORD = {H.GIVEN, H.FORWARDING, H.FORWARDED, H.APPLIED}
HELP = Workflow(
    "help",
    noun="法律帮助",
    barred=recused_of,
    policies={"cases.help": near_the_help, "cases.help_desk": keeps_the_help, "cases.apply": keeps_the_help},
    places=(
        Place(H.WAITING, Role.HANDLER, "帮助", "等待值班律师提供法律帮助", task="提供法律帮助，或者说明未能提供的原因"),
        Place(H.GIVEN, None, "帮助", "值班律师已提供法律帮助", final=True),
        Place(H.FORWARDING, Role.HANDLER, "转交", "等待值班律师转交申请", task="24小时内转交法律援助申请"),
        Place(H.FORWARDED, Role.WINDOW, "转交", "申请已转交法律援助中心", task="登记转交的申请"),
        Place(H.APPLIED, None, "转交", "已登记法律援助申请", final=True),
        Place(H.NOT_GIVEN, None, "帮助", "未能提供法律帮助", final=True),
        Place(H.VOID, None, "帮助", "登记作废", final=True),
    ),
    steps=(
        Step("register", "登记法律帮助", GIVING, {H.GIVEN}, None, "cases.help", opening=True,
             sentence="登记值班中的法律帮助：{acts}", records=("acts",)),
        Step("receive", "登记帮助通知", "法律援助法第十四条", {H.WAITING}, None, "cases.help_desk", opening=True,
             sentence="登记{source:help_source}，等待值班律师", records=("source",)),
        Step("call_lawyer", "交值班律师", "法律援助法第十四条", {H.WAITING}, None, "cases.help_desk", sentence="交{lawyer}提供",
             records=("lawyer",)),
        Step("give", "登记提供情况", GIVING, {H.WAITING}, H.GIVEN, "cases.help", sentence="已提供：{acts}", records=("acts",)),
        Step("not_given", "未能提供", "", {H.WAITING}, H.NOT_GIVEN, "cases.help", sentence="未能提供（{why:not_helped}）：{reason}",
             records=("why",), personal=("reason",)),
        Step("resume", "恢复待提供", "", {H.NOT_GIVEN}, H.WAITING, "cases.help", sentence="恢复待提供：{reason}", personal=("reason",)),
        Step("ask_forward", "提出申请", FORWARD, {H.GIVEN}, H.FORWARDING, "cases.help", dates=D2, sentence="帮助之后提出法律援助申请"),
        Step("forward", "转交申请", FORWARD, {H.FORWARDING}, H.FORWARDED, "cases.help", stops=D2, sentence="申请转交法律援助中心{note}",
             records=("note",)),
        Step("drop_forward", "不再申请", "", {H.FORWARDING, H.FORWARDED}, H.GIVEN, "cases.help", cancels=D2, sentence="不再申请：{reason}",
             personal=("reason",)),
        Step("escalate", "转为申请", FORWARD, {H.FORWARDING, H.FORWARDED}, H.APPLIED, "cases.apply", stops=D2,
             sentence="登记为法律援助申请{case}", records=("case",)),
        Step("amend", "更正", "", {H.WAITING, *ON_RECORD, H.NOT_GIVEN}, None, "cases.help",
             sentence="更正登记：{changes}。理由：{reason}", personal=("changes", "reason"), minor=True),
        Step("move_shift", "更正班次", "", ON_RECORD, None, "cases.help",
             sentence="更正所属班次：原为{was}，现为{now}。理由：{reason}", records=("was", "now"), personal=("reason",), minor=True),
        Step("void", "作废", "", {H.WAITING, H.GIVEN, H.FORWARDING, H.FORWARDED, H.NOT_GIVEN}, H.VOID, "cases.help", danger=True,
             sentence="登记作废：{reason}", personal=("reason",)),
    ),
)  # fmt: skip
