"""What the recipient states of the means, put right while the work runs (Law art. 41, 48), as a row beside the work."""

from legalaid.platform.procedure.steps import Step

from ..enums import NOTICE_AMENDABLE

MEANS = (
    Step("restate_means", "更正经济状况", "法律援助法第四十一条", NOTICE_AMENDABLE, None, "cases.restate",
         sentence="更正经济状况（自{since}起）：{follows}", records=("since", "follows"), personal=("reason",), minor=True),
)  # fmt: skip
