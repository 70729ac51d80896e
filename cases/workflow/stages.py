"""From one stage of the proceedings to the next: each is a case of its own. Articles we have not read are left out."""

from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.steps import Step

from .. import periods as c
from ..enums import AIDED, DONE, UNDECIDED
from ..enums import State as S
from ..law.appeals import DECISIONS
from .aid import APPEALED

codes(appealed=dict(DECISIONS))

STAGES = (
    Step("record_appeal", "登记是否上诉（起诉）", "", {*DONE, S.ARCHIVED}, None, "cases.update", stops=APPEALED, dates=(c.RETRIAL.key,),
         sentence="{decided_on}{decision:appealed}（{manner}）", records=("decided_on", "decision", "manner"), personal=("note",), minor=True),
    Step("open_stage", "开立下一阶段（受援人申请）", "", {*DONE, S.ARCHIVED}, None, "cases.apply",
         sentence="开立下一阶段“{stage}”的案件{later}", records=("stage", "later"), minor=True),
    Step("open_notified_stage", "开立下一阶段（办案机关通知）", "法律援助法第三十六条", {*DONE, S.ARCHIVED}, None, "cases.next_notice",
         sentence="收到通知，开立下一阶段“{stage}”的案件{later}", records=("stage", "later"), minor=True),
    Step("link_stage", "登记前一阶段案件", "", UNDECIDED | AIDED, None, "cases.next_notice",
         sentence="前一阶段案件登记为{earlier}：{reason}", records=("earlier",), personal=("reason",), minor=True),
    Step("annul", "撤销登记", "", UNDECIDED | {S.GRANTED}, S.ANNULLED, "cases.annul",
         sentence="登记有误，撤销登记：{reason}", personal=("reason",), public="登记有误，已撤销", danger=True),
)  # fmt: skip
