"""Form 1."""

from .wording import date


def consultation_record(consultation):
    """Form 1; a caller who gave no identity is recorded as such."""
    rows = [
        ["编号", consultation.number, "日期", date(consultation.at)],
        ["姓名", consultation.name or "未提供身份信息", "联系电话", consultation.phone],
        ["方式", consultation.get_channel_display(), "处理", consultation.outcome],
    ]
    blocks = [
        ["咨询内容", consultation.question, "咨询人（签名）"],
        ["答复意见", consultation.answer, f"接待人：{consultation.by.name}"],
    ]
    return {"case_number": consultation.number, "date": date(consultation.at), "rows": rows, "blocks": blocks}
