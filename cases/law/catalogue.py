"""The order of the closing file: 审批卷 (the centre's papers) and 承办卷 (the handler's), by kind and stage (facts 4).

`sources` are paper kinds ("paper:decision_grant"), material slots ("slot:identity") or upload slots of the handler ("file:judgment").
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    title: str
    sources: tuple
    required: bool = False


APPROVAL = (
    Entry("法律援助申请表", ("slot:application_form", "paper:application"), True),
    Entry("身份证明", ("slot:identity", "slot:authority")),
    Entry("经济困难状况说明及证明", ("slot:means_statement", "slot:status_proof")),
    Entry("案件材料", ("slot:labour_relation", "slot:wage_evidence", "slot:accident", "slot:loss", "slot:kinship", "slot:need",
                     "slot:benefit", "slot:pension_proof", "slot:procedure_papers", "slot:case_evidence")),
    Entry("申请材料接收凭证", ("paper:material_receipt",), True),
    Entry("补充材料通知书", ("paper:supplement_notice",)),
    Entry("法律援助审查表", ("paper:review_form",), True),
    Entry("给予法律援助决定书", ("paper:decision_grant",), True),
    Entry("指派通知书", ("paper:assignment_notice",), True),
    Entry("送达回证", ("paper:service_receipt",)),
    Entry("受援人回访记录表", ("paper:follow_up_record",)),
)  # fmt: skip
HANDLING = (
    Entry("委托协议", ("paper:agreement", "file:agreement"), True),
    Entry("授权委托书", ("paper:power_of_attorney", "file:power_of_attorney"), True),
    Entry("法律援助公函", ("paper:official_letter",), True),
    Entry("会见（约见）笔录", ("file:meeting", "paper:meeting_record"), True),
    Entry("起诉状、答辩状、上诉状或者仲裁申请书", ("file:pleading",)),
    Entry("阅卷材料和证据材料", ("file:file_reading", "file:evidence")),
    Entry("集体讨论记录", ("file:discussion",)),
    Entry("代理词或者辩护意见", ("file:opinion",)),
    Entry("庭审笔录", ("file:hearing",)),
    Entry("结案文书", ("file:judgment",), True),
    Entry("承办情况通报/报告记录", ("paper:progress_record",), True),
    Entry("结案报告表", ("paper:closing_report",), True),
    Entry("其他", ("file:other",)),
)
HANDLER_SLOTS = {
    "meeting": "会见（约见）笔录",
    "pleading": "起诉状、答辩状、上诉状、仲裁申请书",
    "file_reading": "阅卷材料",
    "evidence": "证据材料",
    "discussion": "集体讨论记录",
    "opinion": "代理词、辩护意见",
    "hearing": "庭审笔录",
    "judgment": "结案文书（判决、裁决、调解书等）",
    "agreement": "已签字的委托协议",
    "power_of_attorney": "已签字的授权委托书",
    "other": "其他",
}


def catalogue(volume, kind, stage):
    """Entries of "approval" or "handling". A matter settled without a document needs none."""
    if volume == "approval":
        return APPROVAL
    if kind == "criminal":
        return tuple(e for e in HANDLING if not e.title.startswith("起诉状"))
    return HANDLING
