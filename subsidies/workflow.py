"""PROPOSAL, STANDARD and BATCH: how money moves in a fund, how a subsidy standard comes into force, how a month's subsidies are paid.

Every movement of a fund outside a batch is entered by finance and approved by another person (制单与复核分离). The chain of a batch,
初审核定 - 复审 - 审批 - 支付 - 公示, is that of facts section 5; a batch is frozen from the approval on.
"""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .enums import BatchState as B
from .enums import ProposalState
from .enums import StandardState as S
from .permissions import (
    BATCH_POLICIES,
    STANDARD_POLICIES,
    kept_out_of_batch,
    kept_out_of_proposal,
    not_the_maker,
)

PROPOSAL = Workflow(
    "proposal",
    noun="事项",
    barred=kept_out_of_proposal,
    places=(
        Place(ProposalState.ENTERED, Role.DIRECTOR, "审批"),
        Place(ProposalState.APPROVED, None, "入账", final=True),
        Place(ProposalState.REJECTED, None, "审批", final=True),
        Place(ProposalState.WITHDRAWN, None, "录入", final=True),
    ),
    steps=(
        Step("enter", "录入经费事项", "", {ProposalState.ENTERED}, None, "funds.enter",
             sentence="录入{what:yuan}", records=("what",), opening=True),
        Step("approve", "审批同意", "", {ProposalState.ENTERED}, ProposalState.APPROVED, "funds.approve",
             sentence="审批同意：{opinion}", records=("opinion",)),
        Step("reject", "退回", "", {ProposalState.ENTERED}, ProposalState.REJECTED, "funds.approve",
             sentence="退回：{reason}", records=("reason",), danger=True),
        Step("withdraw", "撤回", "", {ProposalState.ENTERED}, ProposalState.WITHDRAWN, "funds.enter",
             sentence="撤回：{reason}", records=("reason",), danger=True),
    ),
    policies={"funds.approve": not_the_maker},
)  # fmt: skip

# what it is known to say: who sets the standard, of what it consists and that it is public; that units are paid in time and in full
GUIDANCE = "司发通〔2019〕27号"

STANDARD = Workflow(
    "standard",
    noun="标准",
    policies=STANDARD_POLICIES,
    places=(
        Place(S.PROPOSED, Role.BUREAU, "拟订"),
        Place(S.APPROVED, Role.DIRECTOR, "批准"),
        Place(S.PUBLISHED, None, "公布", final=True),
        Place(S.DISCARDED, None, "拟订", final=True),
    ),
    steps=(
        Step("propose", "拟订标准", GUIDANCE, {S.PROPOSED}, None, "subsidies.propose",
             sentence="拟订“{title}”", records=("title",), opening=True),
        Step("revise", "修改", GUIDANCE, {S.PROPOSED}, None, "subsidies.propose",
             sentence="修改“{title}”", records=("title",), minor=True),
        Step("approve_standard", "批准", GUIDANCE, {S.PROPOSED}, S.APPROVED, "subsidies.approve", sentence="批准标准"),
        Step("publish_standard", "公布", GUIDANCE, {S.APPROVED}, S.PUBLISHED, "subsidies.publish", sentence="公布标准"),
        Step("end_standard", "停止执行", GUIDANCE, {S.APPROVED, S.PUBLISHED}, None, "subsidies.approve",
             sentence="执行至{last_day}：{reason}", records=("last_day", "reason"), danger=True),
        Step("discard_standard", "不采用", "", {S.PROPOSED}, S.DISCARDED, "subsidies.approve",
             sentence="不采用：{reason}", records=("reason",), danger=True),
    ),
)  # fmt: skip

BATCH = Workflow(
    "batch",
    noun="批",
    barred=kept_out_of_batch,
    policies=BATCH_POLICIES,
    places=(
        Place(B.PREPARED, Role.FINANCE, "核算"),
        Place(B.CHECKED, Role.REVIEWER, "复审"),
        Place(B.REVIEWED, Role.BUREAU, "审批"),
        Place(B.APPROVED, Role.FINANCE, "支付"),
        Place(B.PAYING, Role.FINANCE, "支付"),
        Place(B.PAID, Role.DIRECTOR, "公示"),
        Place(B.PUBLISHED, None, "公示", final=True),
        Place(B.DISCARDED, None, "核算", final=True),
    ),
    steps=(
        Step("open_batch", "新建一批", "", {B.PREPARED}, None, "subsidies.prepare",
             sentence="新建{title}，经费：{fund}", records=("title", "fund"), opening=True),
        Step("fill", "核算入批", GUIDANCE, {B.PREPARED}, None, "subsidies.prepare",
             sentence="核算入批，现有{count}件、{total:yuan}元", records=("count", "total"), minor=True),
        Step("remove", "移出本批", "", {B.PREPARED}, None, "subsidies.prepare",
             sentence="移出{what}：{reason}", records=("what", "reason"), minor=True, frees=True),
        Step("adjust", "加减额", "", {B.PREPARED}, None, "subsidies.prepare",
             sentence="{what}加减{amount:yuan}元：{reason}", records=("what", "amount", "reason"), minor=True),
        Step("correct", "列入冲减", "", {B.PREPARED}, None, "subsidies.prepare",
             sentence="冲减{what}：{reason}", records=("what", "reason"), minor=True),
        Step("submit_batch", "初审核定", "", {B.PREPARED}, B.CHECKED, "subsidies.prepare",
             sentence="初审核定{count}件、{total:yuan}元", records=("count", "total")),
        Step("review_batch", "复审", "", {B.CHECKED}, B.REVIEWED, "subsidies.review",
             sentence="复审同意", personal=("opinion",)),
        Step("approve_batch", "审批", "", {B.REVIEWED}, B.APPROVED, "subsidies.approve", papers=("subsidy_sheet",),
             sentence="审批同意支付{total:yuan}元", records=("total",), personal=("opinion",)),
        Step("return_batch", "退回核算", "", {B.CHECKED}, B.PREPARED, "subsidies.review",
             sentence="退回：{reason}", records=("reason",), danger=True, frees=True),
        Step("refuse_batch", "不同意，退回核算", "", {B.REVIEWED}, B.PREPARED, "subsidies.approve",
             sentence="退回：{reason}", records=("reason",), danger=True, frees=True),
        Step("revoke_batch", "撤回审批", "", {B.APPROVED}, B.PREPARED, "subsidies.approve",
             sentence="撤回审批，解除待付，退回核算：{reason}", records=("reason",), danger=True),
        Step("announce", "发放前公示", "法律援助法第五十八条", {B.APPROVED}, None, "subsidies.publish", papers=("subsidy_publication",),
             sentence="发放前公示{announced}", records=("announced",), minor=True),
        Step("send", "送银行支付", GUIDANCE, {B.APPROVED}, B.PAYING, "subsidies.pay", papers=("subsidy_voucher",),
             sentence="送银行支付{count}笔、{total:yuan}元", records=("count", "total")),
        Step("book_return", "登记银行回单", "", {B.PAYING}, None, "subsidies.pay",
             sentence="银行回单：到账{paid}笔，退回{failed}笔", records=("paid", "failed"), minor=True),
        Step("enter_paper", "录入纸质回单", "", {B.PAYING}, None, "subsidies.pay",
             sentence="录入纸质回单：到账{paid}笔，退回{failed}笔，待另一人核对", records=("paid", "failed"), minor=True),
        Step("confirm_paper", "核对纸质回单", "", {B.PAYING}, None, "subsidies.confirm",
             sentence="核对纸质回单无误：到账{paid}笔，退回{failed}笔", records=("paid", "failed"), minor=True),
        Step("refuse_paper", "纸质回单不符，退回录入", "", {B.PAYING}, None, "subsidies.confirm",
             sentence="纸质回单核对不符，退回录入：{reason}", records=("reason",), danger=True),
        Step("retry", "退回后重付", GUIDANCE, {B.PAYING}, None, "subsidies.pay",
             sentence="重付{count}笔、{total:yuan}元{corrected}", records=("count", "total", "corrected"),
             papers=("subsidy_voucher",), minor=True),
        Step("give_up", "退回的款项不再支付", "", {B.PAYING}, None, "subsidies.pay",
             sentence="{payee}{amount:yuan}元不再支付，移出本批：{reason}", records=("payee", "amount", "reason"), danger=True),
        Step("settle", "全部到账", "", {B.PAYING}, B.PAID, "subsidies.pay", sentence="全部到账", system=True),
        Step("end_unpaid", "无款可付", "", {B.PAYING}, B.DISCARDED, "subsidies.pay", sentence="没有一笔到账，本批作废", system=True),
        Step("record_receipt", "登记收款收据", "法律援助法第五十二条", {B.PAYING, B.PAID, B.PUBLISHED}, None, "subsidies.pay",
             sentence="{payee}收据{receipt}", records=("payee", "receipt"), minor=True),
        Step("publish_batch", "公示", "法律援助法第五十八条", {B.PAID}, B.PUBLISHED, "subsidies.publish", papers=("subsidy_publication",),
             sentence="公示发放结果{published}", records=("published",)),
        Step("discard_batch", "作废", "", {B.PREPARED}, B.DISCARDED, "subsidies.prepare",
             sentence="作废：{reason}", records=("reason",), danger=True),
    ),
)  # fmt: skip
