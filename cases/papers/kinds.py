"""The kinds of paper of a case and who may open them."""

from cases.models import Case
from cases.permissions import unread
from cases.queries.case import cases_for, readable_for
from cases.workflow import CASE
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import ADDRESS, ID, PHONE, PaperKind, register

register(
    PaperKind("consultation_record", "1", "法律援助咨询登记表", personal=(ID, PHONE)),
    PaperKind("application", "2", "法律援助申请表", "申", personal=(ID, PHONE, ADDRESS)),
    PaperKind("power_of_attorney", "3", "授权委托书", personal=(ID,)),
    PaperKind("means_statement", "4", "经济困难状况说明表", personal=(ID,)),
    PaperKind("hand_over_slip", "", "法律援助申请移交单", "移"),
    PaperKind("sign_receipt", "", "移交签收回执", "签"),
    PaperKind("material_receipt", "5", "申请材料接收凭证", "收"),
    PaperKind("supplement_notice", "6", "补充材料/说明通知书", "补"),
    PaperKind("cooperation_letter", "7", "法律援助协作函", "协", personal=(ID,)),
    PaperKind("review_form", "8", "法律援助审查表", "审", personal=(ID, PHONE)),
    PaperKind("decision_grant", "9", "给予法律援助决定书", "决"),
    PaperKind("decision_refuse", "10", "不予法律援助决定书", "不"),
    PaperKind("assignment_notice", "11", "指派通知书", "指", stub=True, personal=(PHONE,)),
    PaperKind("agreement", "12", "委托代理/辩护协议"),
    PaperKind("official_letter", "13", "法律援助公函", "函", stub=True),
    PaperKind("notice_reply", "", "指派律师复函", "复", stub=True),
    PaperKind("progress_record", "14", "承办情况通报/报告记录"),
    PaperKind("replacement_notice", "17", "更换法律援助人员通知书", "换"),
    PaperKind("closing_report", "21", "结案报告表"),
    PaperKind("service_receipt", "22", "送达回证"),
    PaperKind("follow_up_record", "32", "受援人回访记录表"),
)


def may_open(user, subject_id, *, write=False):
    """Policy for files of a case: those who may see the case; writing needs the materials right and an unsealed case."""
    within = cases_for if write else readable_for
    case = within(user).filter(pk=subject_id).first()
    if case is None:
        return False
    return not write or not CASE.denial("cases.materials", user, case)


def hides(user, subject_id):
    case = Case.objects.filter(pk=subject_id, held=True).first()
    return unread(user, case) if case else ()


def has_turn(user, subject_id):
    return cases_for(user).filter(pk=subject_id, turn=user.role).exists()


register_access(
    "case", may_open, turn=has_turn, right="cases.view", page="cases:detail", hides=hides
)
