"""PROPOSAL: every movement of a fund outside a batch is entered by finance and approved by another person (制单与复核分离)."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .enums import ProposalState
from .permissions import not_the_maker

PROPOSAL = Workflow(
    "proposal",
    noun="事项",
    places=(
        Place(ProposalState.ENTERED, Role.DIRECTOR, "审批"),
        Place(ProposalState.APPROVED, None, "入账", final=True),
        Place(ProposalState.REJECTED, None, "审批", final=True),
        Place(ProposalState.WITHDRAWN, None, "录入", final=True),
    ),
    steps=(
        Step("enter", "录入经费事项", "", {ProposalState.ENTERED}, None, "funds.enter",
             sentence="录入{what}", records=("what",), opening=True),
        Step("approve", "审批同意", "", {ProposalState.ENTERED}, ProposalState.APPROVED, "funds.approve",
             sentence="审批同意：{opinion}", records=("opinion",)),
        Step("reject", "退回", "", {ProposalState.ENTERED}, ProposalState.REJECTED, "funds.approve",
             sentence="退回：{reason}", records=("reason",), danger=True),
        Step("withdraw", "撤回", "", {ProposalState.ENTERED}, ProposalState.WITHDRAWN, "funds.enter",
             sentence="撤回：{reason}", records=("reason",), danger=True),
    ),
    policies={"funds.approve": not_the_maker},
)  # fmt: skip
