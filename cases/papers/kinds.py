"""The kinds of paper of a case and who may open them."""

from cases.law.serving import OBJECTABLE
from cases.models import Case
from cases.permissions import unread
from cases.queries.case import cases_for, readable_for
from cases.queries.inbound import inbound_for
from cases.queries.objection import objections_for
from cases.workflow import CASE
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import ADDRESS, ID, PAPER_KINDS, PHONE, PaperKind, register

register(
    PaperKind("consultation_record", "1", "法律援助咨询登记表", personal=(ID, PHONE)),
    PaperKind("application", "2", "法律援助申请表", "申", personal=(ID, PHONE, ADDRESS)),
    PaperKind("power_of_attorney", "3", "授权委托书", personal=(ID,)),
    PaperKind("means_statement", "4", "经济困难状况说明表", personal=(ID,)),
    PaperKind("commitment", "", "诚信承诺书", personal=(ID,)),
    PaperKind("hand_over_slip", "", "法律援助申请移交单", "移"),
    PaperKind("sign_receipt", "", "移交签收回执", "签"),
    PaperKind("material_receipt", "5", "申请材料接收凭证", "收"),
    PaperKind("supplement_notice", "6", "补充材料/说明通知书", "补"),
    PaperKind("referral_notice", "", "不属于本机构受理告知书", "知"),
    PaperKind("transfer_letter", "", "法律援助移送函", "送", stub=True, personal=(ID,)),
    PaperKind("cooperation_letter", "7", "法律援助协作函", "协", personal=(ID,)),
    PaperKind(
        "cooperation_reply", "", "法律援助协作复函", "协复", stub=True, right="cooperation.record"
    ),
    PaperKind("review_form", "8", "法律援助审查表", "审", personal=(ID, PHONE)),
    PaperKind("prior_notice", "", "先行提供法律援助通知书", "先"),
    PaperKind("prior_revoked", "", "撤销先行提供法律援助通知书", "撤先"),
    PaperKind("decision_grant", "9", "给予法律援助决定书", "决"),
    PaperKind("decision_refuse", "10", "不予法律援助决定书", "不"),
    PaperKind("decision_grant_one", "9", "给予法律援助决定书", "决"),
    PaperKind("decision_refuse_one", "10", "不予法律援助决定书", "不"),
    PaperKind("decision_letter", "", "法律援助决定告知函", "决函", stub=True),
    PaperKind("assignment_notice", "11", "指派通知书", "指", stub=True, personal=(PHONE,)),
    PaperKind("agreement", "12", "委托代理/辩护协议"),
    PaperKind("official_letter", "13", "法律援助公函", "函", stub=True),
    PaperKind("notice_reply", "", "指派律师复函", "复", stub=True),
    PaperKind("consent_record", "", "首次会见征询意见笔录", personal=(ID,)),
    PaperKind("refusal_letter", "", "当事人不同意告知函", "告", stub=True),
    PaperKind("progress_record", "14", "承办情况通报/报告记录"),
    PaperKind("replacement_request", "16", "更换法律援助人员申请表", "换申"),
    PaperKind("replacement_answer", "", "不予更换法律援助人员答复书", "换答"),
    PaperKind("discussion_minutes", "", "集体讨论记录", "讨"),
    PaperKind("introduction_letter", "15", "法律援助机构介绍信", "介", stub=True),
    PaperKind("proof_letter", "", "证明函", "证", stub=True, personal=(ID,)),
    PaperKind("coordination_letter", "", "协调函", "调", stub=True),
    PaperKind("replacement_notice", "17", "更换法律援助人员通知书", "换"),
    PaperKind("objection_decision", "20", "法律援助异议审查决定书", "异"),
    PaperKind("relief_letter", "", "减免费用、司法救助函", "减"),
    PaperKind("termination_decision", "18", "终止法律援助决定书", "终"),
    PaperKind("termination_decision_one", "18", "终止法律援助决定书", "终"),
    PaperKind("termination_revoked_one", "", "撤销终止决定通知书", "撤"),
    PaperKind("termination_letter", "19", "终止法律援助公函", "终函", stub=True),
    PaperKind("termination_notice", "", "终止法律援助通知书", "终知"),
    PaperKind("termination_revoked", "", "撤销终止决定通知书", "撤"),
    PaperKind("fraud_referral", "", "骗取法律援助移送函", "移函", stub=True),
    PaperKind("closing_report", "21", "结案报告表"),
    PaperKind("service_receipt", "22", "送达回证"),
    PaperKind("help_application", "23", "法律帮助申请表", personal=(ID,)),
    PaperKind("help_record", "28", "值班律师提供法律帮助情况登记表", personal=(ID,)),
    PaperKind("member_list", "", "全体申请人名单", personal=(ID, PHONE)),
    PaperKind("member_mandates", "3", "授权委托书（逐人）", personal=(ID,)),
    PaperKind("member_receipts", "22", "送达回证（逐人）"),
    PaperKind("follow_up_record", "32", "受援人回访记录表"),
)


# files have no kind
NOT_OF_OBJECTIONS = {"", *PAPER_KINDS} - {*OBJECTABLE, "objection_decision", "review_form"}


def may_open(user, subject_id, *, write=False):
    """Policy for files of a case: those who may see the case; writing needs the materials right and an unsealed case."""
    within = cases_for if write else readable_for
    case = within(user).filter(pk=subject_id).first()
    if case is None:
        return not write and of_objection(user, subject_id)
    return not write or not CASE.denial("cases.materials", user, case)


def of_objection(user, subject_id):
    """Whoever decides on an objection reads what the decision objected to stands on, and what was decided on it; nothing else of the case."""
    decides = user.may("objections.decide")
    return decides and objections_for(user).filter(case=subject_id).exists()


def hides(user, subject_id):
    if user.may("objections.decide") and not cases_for(user).filter(pk=subject_id).exists():
        return NOT_OF_OBJECTIONS
    case = Case.objects.filter(pk=subject_id, held=True).first()
    return unread(user, case) if case else ()


def has_turn(user, subject_id):
    return cases_for(user).filter(pk=subject_id, turn=user.role).exists()


def may_open_inbound(user, subject_id, *, write=False):
    """The letters of the register of cooperation are its keepers' to read; nothing is added to them."""
    return not write and inbound_for(user).filter(pk=subject_id).exists()


register_access("inbound", may_open_inbound, right="cooperation.record", page="cases:inbound")
register_access(
    "case", may_open, turn=has_turn, right="cases.view", page="cases:detail", hides=hides
)
