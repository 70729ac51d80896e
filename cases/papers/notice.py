"""The answer to an organ that notified us; the Law names it, the official set has no form for it."""

from django.conf import settings

from cases.workflow import CASE

from .wording import base, contact, date, defended


@CASE.paper("notice_reply")
def notice_reply(case, *, by, at, **facts):
    """Who was assigned and how to reach them (Law art. 36)."""
    handler, notice = case.handler, case.notice
    licence = f"，执业证号：{handler.licence}" if handler.licence else ""
    phone = handler.mobile or handler.firm.phone
    return {
        **base(case, by, at),
        "to": case.organ,
        "paragraphs": [
            f"{date(notice.dated_on)}{notice.number}通知收悉。依照《中华人民共和国法律援助法》第三十六条，本中心已指派{handler.firm}"
            f"{handler}（联系电话：{phone or '未登记'}{licence}）{defended(case)}。特此函复。",
            *contact(case),
        ],
        "stub": [["发往机关", case.organ], ["通知文号", notice.number], ["承办律师", f"{handler.firm}{handler}"],
                 ["受援人", case.applicant.name], ["日期", date(at)]],
        "seal": settings.OFFICE["center"],
    }  # fmt: skip
