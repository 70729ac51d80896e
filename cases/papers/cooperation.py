"""Form 7: the letter to another agency."""

from django.conf import settings

from cases.workflow import CASE
from legalaid.platform.core.identifiers import IdKind

from .wording import base, contact, date


@CASE.paper("cooperation_letter")
def cooperation_letter(case, *, by, at, recipient, content, due, **facts):
    """Basics of the case, what is to be verified, by when, and whom to answer."""
    person, who = case.applicant, settings.OFFICE["center"]
    return {
        **base(case, by, at),
        "to": recipient,
        "paragraphs": [
            f"本中心正在审查{person.name}（{IdKind(person.id_kind).label}：{person.id_number or '未提供'}）{case.cause.name}一案的"
            "法律援助申请，现请贵机构协助核查下列事项：",
            content,
            f"请于{date(due)}前将核查情况函复本中心；无法协助的，请书面说明理由。",
            f"联系人：{by.name}（{who}）。",
            *contact(case),
        ],
        "seal": who,
    }
