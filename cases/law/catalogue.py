"""The order of the closing file: 审批卷 (the centre's papers) and 承办卷 (the handler's), by kind (facts 4).

A source is a paper kind ("paper:decision_grant"), a material slot ("slot:identity") or an upload slot of the handler ("file:judgment").
A tuple of sources is one place of the file: the first that is there stands for the rest, so that a signed scan takes the place
of the sheet we printed. These rows are the defaults; an administrator may put dated rows of the county's own in their place.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line of the catalogue. `sources`: strings, or tuples of which the first that is there is filed."""

    title: str
    sources: tuple
    required: bool = False

    @property
    def signed(self):
        """What we print is signed and scanned: the unsigned print does not stand for it."""
        groups = [group for group in self.sources if not isinstance(group, str)]
        return any(_printed(group[-1]) and not _printed(group[0]) for group in groups)


def _printed(source):
    return source.startswith("paper:")


ENDED = Entry(
    "终止法律援助的文书",
    (
        "paper:termination_decision",
        "paper:termination_letter",
        "paper:termination_notice",
        "paper:termination_revoked",
    ),
)
APPROVAL = (
    Entry("法律援助申请表", (("slot:application_form", "paper:application"),), True),
    Entry("身份证明", ("slot:identity", "slot:authority", ("slot:applicant_list", "paper:member_list"))),
    Entry("经济困难状况说明及证明", (("slot:means_statement", "paper:means_statement"), "paper:commitment", "slot:status_proof")),
    Entry("案件材料", ("slot:labour_relation", "slot:wage_evidence", "slot:accident", "slot:loss", "slot:kinship", "slot:need",
                     "slot:benefit", "slot:pension_proof", "slot:procedure_papers", "slot:case_evidence")),
    Entry("移交单和签收回执", ("paper:hand_over_slip", "paper:sign_receipt")),
    Entry("申请材料接收凭证", ("paper:material_receipt",), True),
    Entry("补充材料通知书", ("paper:supplement_notice",)),
    Entry("移送告知书、移送函和回执", ("paper:referral_notice", "paper:transfer_letter", "slot:transfer_receipt")),
    Entry("经济状况查询和诚信承诺书", ("slot:commitment", "slot:means_query")),
    Entry("法律援助协作函和回函", ("paper:cooperation_letter", "slot:cooperation_reply")),
    Entry("先行提供法律援助通知书", ("paper:prior_notice", "paper:prior_revoked")),
    Entry("法律援助审查表", ("paper:review_form",), True),
    Entry("不予法律援助决定书", ("paper:decision_refuse",)),
    Entry("异议审查决定书", ("slot:objection", "paper:objection_decision")),
    Entry("给予法律援助决定书", ("paper:decision_grant",), True),
    Entry("法律援助决定告知函", ("paper:decision_letter",)),
    Entry("对其中一人的决定书", ("paper:decision_grant_one", "paper:decision_refuse_one", "paper:termination_decision_one",
                           "paper:termination_revoked_one")),
    Entry("指派通知书", ("paper:assignment_notice",), True),
    Entry("更换法律援助人员申请表和答复书", ("paper:replacement_request", "paper:replacement_answer")),
    Entry("更换法律援助人员通知书", ("paper:replacement_notice",)),
    Entry("介绍信、证明函、协调函和回函", ("paper:introduction_letter", "paper:proof_letter", "paper:coordination_letter", "slot:letter_reply")),
    Entry("减免费用、司法救助函", ("paper:relief_letter",)),
    ENDED,
    Entry("骗取法律援助移送函", ("paper:fraud_referral",)),
    Entry("送达回证", (("slot:service_receipt", "paper:member_receipts"),)),
    Entry("受援人回访记录表", ("paper:follow_up_record",)),
    Entry("其他审批材料", ("slot:center_other",)),
)  # fmt: skip
NOTICE_APPROVAL = (
    Entry("办案机关通知书", ("slot:notice",), True),
    Entry("身份证明", ("slot:identity",)),
    Entry("案件材料", ("slot:procedure_papers", "slot:case_evidence")),
    Entry("指派通知书", ("paper:assignment_notice",), True),
    Entry("指派律师复函", ("paper:notice_reply",), True),
    Entry("当事人不同意告知函", ("paper:refusal_letter",)),
    Entry(
        "更换法律援助人员申请表和答复书", ("paper:replacement_request", "paper:replacement_answer")
    ),
    Entry("法律援助协作函和回函", ("paper:cooperation_letter", "slot:cooperation_reply")),
    Entry("更换法律援助人员通知书", ("paper:replacement_notice",)),
    Entry(
        "介绍信、证明函、协调函和回函",
        (
            "paper:introduction_letter",
            "paper:proof_letter",
            "paper:coordination_letter",
            "slot:letter_reply",
        ),
    ),
    Entry("减免费用、司法救助函", ("paper:relief_letter",)),
    ENDED,
    Entry("骗取法律援助移送函", ("paper:fraud_referral",)),
    Entry("送达回证", ("slot:service_receipt",)),
    Entry("受援人回访记录表", ("paper:follow_up_record",)),
    Entry("其他审批材料", ("slot:center_other",)),
)
AGREEMENT = Entry("委托协议", (("file:agreement", "paper:agreement"),), True)
MANDATE = Entry(
    "授权委托书",
    (("file:power_of_attorney", "paper:member_mandates", "paper:power_of_attorney"),),
    True,
)
LETTER = Entry("法律援助公函", ("paper:official_letter",), True)
MEETING = Entry("会见（约见）笔录", ("file:meeting",), True)
CONSENT = Entry("首次会见征询意见笔录", (("file:consent", "paper:consent_record"),))
PLEADING = Entry("起诉状、答辩状、上诉状或者仲裁申请书", ("file:pleading",))
CLAIM = Entry("自诉状、附带民事起诉状、上诉状或者申请书", ("file:pleading",))
READING = Entry("阅卷材料", ("file:file_reading",))
EVIDENCE = Entry("证据材料", ("file:evidence",))
DISCUSSION = Entry("集体讨论记录", (("file:discussion", "paper:discussion_minutes"),))
OPINION = Entry("代理词或者辩护意见", ("file:opinion",))
HEARING = Entry("庭审笔录", ("file:hearing",))
JUDGMENT = Entry("结案文书", ("file:judgment",), True)
PROGRESS = Entry("承办情况通报/报告记录", ("paper:progress_record",), True)
REPORT = Entry("结案报告表", ("paper:closing_report",), True)
OTHER = Entry("其他", ("file:other",))
HEAD, TAIL = (AGREEMENT, MANDATE, LETTER, MEETING, CONSENT), (JUDGMENT, PROGRESS, REPORT, OTHER)
LITIGATED = (*HEAD, PLEADING, READING, EVIDENCE, DISCUSSION, OPINION, HEARING, *TAIL)
# criminal files (annex A of the criminal standard) and those of matters out of court: what a stage does not know is simply not there
CRIMINAL = (*HEAD, CLAIM, READING, EVIDENCE, DISCUSSION, OPINION, HEARING, *TAIL)
HANDLER_SLOTS = {
    "meeting": "会见（约见）笔录",
    "consent": "已签字的首次会见征询意见笔录",
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
CENTER_SLOTS = {
    "transfer_receipt": "移送回执",
    "cooperation_reply": "协作回函",
    "commitment": "已签字的诚信承诺书",
    "means_query": "经济状况查询的回复",
    "letter_reply": "介绍信、证明函、协调函的回函",
    "service_receipt": "已签收的送达回证",
    "objection": "异议书或者口头异议的记录",
    "center_other": "其他审批材料",
}
MATERIAL_SLOTS = {
    "notice": "办案机关通知书",
    "application_form": "法律援助申请表",
    "identity": "身份证明",
    "authority": "代理权证明",
    "applicant_list": "全体申请人名单",
    "means_statement": "经济困难状况说明表",
    "status_proof": "身份或者情形证明",
    "labour_relation": "劳动关系证明",
    "wage_evidence": "工资标准和拖欠证明",
    "accident": "事故认定证明",
    "loss": "损失证明",
    "kinship": "亲属关系证明",
    "need": "支出和给付能力材料",
    "benefit": "待遇处理决定和缴费记录",
    "pension_proof": "抚恤对象证明",
    "procedure_papers": "程序文书",
    "case_evidence": "其他案件材料",
}
APPLICATION_SLOTS = {key: title for key, title in MATERIAL_SLOTS.items() if key != "notice"}


def catalogue(volume, kind):
    """The default entries of "approval" or "handling"."""
    if volume == "approval":
        return APPROVAL
    if kind == "criminal":
        return CRIMINAL
    return LITIGATED


def flat(sources):
    """Every source of an entry, alternatives side by side."""
    return [one for group in sources for one in ((group,) if isinstance(group, str) else group)]


def names(papers):
    """{source: the name an administrator writes}; `papers`: {kind: title}."""
    slots = MATERIAL_SLOTS | CENTER_SLOTS
    return {
        **{f"paper:{key}": f"文书·{title}" for key, title in papers.items()},
        **{f"slot:{key}": f"材料·{title}" for key, title in slots.items()},
        **{f"file:{key}": f"承办·{title}" for key, title in HANDLER_SLOTS.items()},
    }


def write(entries, titles):
    """Entries as lines an administrator edits: `*标题：来源；来源>替代来源`, the star marking what must be there."""
    return "\n".join(_line(entry, titles) for entry in entries)


def _line(entry, titles):
    groups = [(group,) if isinstance(group, str) else group for group in entry.sources]
    sources = "；".join(">".join(titles[one] for one in group) for group in groups)
    star = "*" if entry.required else ""
    return f"{star}{entry.title}：{sources}"


def read(text, titles):
    """(entries, faults) of such lines; a fault is a sentence naming its line."""
    sources = {name: key for key, name in titles.items()}
    lines = [line.strip() for line in text.splitlines() if line.strip()]

    entries, faults = [], []
    for number, line in enumerate(lines, 1):
        match = re.fullmatch(r"(\*?)([^：:]+)[：:](.+)", line)
        if not match:
            faults.append(f"第{number}行应为“标题：来源”。")
            continue

        star, title, rest = match.groups()
        groups = _groups(rest)
        unknown = [name for group in groups for name in group if name not in sources]
        faults += [f"第{number}行的来源“{name}”不认识。" for name in unknown]
        if not unknown:
            named = tuple(_sources(group, sources) for group in groups)
            entries.append(Entry(title.strip(), named, bool(star)))

    titles = [entry.title for entry in entries]
    faults += [f"标题“{title}”重复。" for title in dict.fromkeys(titles) if titles.count(title) > 1]
    return tuple(entries), faults or ([] if entries else ["请至少写一行。"])


def _groups(text):
    """[(names of alternatives)] of what stands behind a title."""
    parts = [part for part in re.split(r"[；;]", text) if part.strip()]
    return [tuple(name.strip() for name in part.split(">")) for part in parts]


def _sources(group, sources):
    keys = tuple(sources[name] for name in group)
    return keys[0] if len(keys) == 1 else keys
