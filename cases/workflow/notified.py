"""What organs and custody ask of a case and send on: the day an opinion is due, when an application reached us (Law art. 39), as rows."""

from legalaid.platform.procedure.steps import Step

from .. import periods as c
from ..enums import AIDED, AMENDABLE
from ..enums import State as S

DUE = (c.OPINION.key,)

NOTIFIED = (
    Step("set_opinion", "登记辩护意见提交期限", "", {S.AGREEMENT, S.FIRST_MEETING, S.HANDLING}, None, "cases.opinion", dates=DUE,
         sentence="{organ}要求在{due}前提交辩护意见", records=("organ", "due"), personal=("note",), minor=True),
    Step("hand_opinion", "登记提交辩护意见", "", {S.FIRST_MEETING, S.HANDLING}, None, "cases.opinion", stops=DUE,
         sentence="{done_on}向办案机关提交辩护意见", records=("done_on",), personal=("content", "urgent"), minor=True),
    Step("record_forwarding", "登记转交时间", "法律援助法第三十九条", AMENDABLE | AIDED, None, "cases.forwarding",
         sentence="登记转交时间：{forwarder}{handed_at}收到申请，{reached_at}转到本中心", records=("forwarder", "handed_at", "reached_at"),
         personal=("reason",), minor=True),
)  # fmt: skip
