"""Fees the recipient may be spared (Law art. 53) and judicial aid, beside the handling, as rows."""

from legalaid.platform.procedure.steps import Step

from ..enums import AIDED
from ..law.relief import LAW

RELIEF = (
    Step("tell_relief", "告知减免费用、司法救助", LAW, AIDED, None, "cases.update",
         sentence="{told_on}告知可以申请{what}（{told_how}）", records=("told_on", "what", "told_how"), minor=True),
    Step("ask_relief", "申请减免费用、司法救助", LAW, AIDED, None, "cases.update", papers=("relief_letter",),
         sentence="{asked_on}向{organ}申请{what}", records=("asked_on", "organ", "what"), minor=True),
    Step("answer_relief", "登记减免、救助的结果", LAW, AIDED, None, "cases.update",
         sentence="{what}：{said}", records=("what", "said"), personal=("note",), minor=True),
)  # fmt: skip
