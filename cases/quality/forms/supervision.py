from cases.forms.fields import one_of, text
from cases.quality.enums.supervisor import Addressee, OpinionKind
from legalaid.platform.office.forms import OfficeForm


class OpinionForm(OfficeForm):
    kind = one_of("意见类别", OpinionKind.choices)
    to = one_of("请谁答复", Addressee.choices)
    content = text("监督意见（写明看到的情况和建议）", rows=6, length=2000)


class AmendForm(OpinionForm):
    reason = text("更正的理由", length=200)


class AnswerForm(OfficeForm):
    reply = text("答复（监督员看得到，不要写当事人的姓名、号码）", rows=6, length=2000)
    measures = text("采取的措施（可不填）", required=False, rows=3, length=1000)


class CorrectForm(AnswerForm):
    reason = text("更正的理由", length=200)
