"""Form 1."""

from cases.queries.consultation import consultations_for
from cases.workflow import CONSULTATION
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.documents.access import register as register_access

from .wording import date


def may_open(user, subject_id, *, write=False):
    """Form 1 is read by those who may see its consultation; it has no files of its own."""
    return not write and consultations_for(user).filter(pk=subject_id).exists()


register_access("consultation", may_open)


@CONSULTATION.paper("consultation_record")
def consultation_record(row, *, by, at, **facts):
    """Form 1; a caller who gave no identity is recorded as such."""
    identity = row.id_number or ("本人不愿提供" if row.anonymous else "未登记")
    rows = [
        ["编号", row.number, "日期", date(row.at)],
        ["姓名", row.name or "未提供身份信息", "性别", row.get_sex_display()],
        [
            IdKind(row.id_kind).label if row.id_number else "证件号码",
            identity,
            "联系电话",
            row.phone,
        ],
        ["方式", row.get_channel_display(), "问题类型", "、".join(row.topic_texts)],
        [
            "人员类别",
            "、".join(row.crowd_texts) or "无",
            "用时",
            f"{row.minutes}分钟" if row.minutes else "",
        ],
        ["处理", f"{row.get_outcome_display()}{'：' if row.directed_to else ''}{row.directed_to}"],
    ]
    further = [
        f"{date(more.at)}补充答复（{more.by.name}）：{more.text}"
        for more in row.further_answers.select_related("by")
    ]
    drafted = [
        f"{doc.title}（{date(doc.handed_on)}交付）" if doc.handed_on else doc.title
        for doc in row.documents.all()
    ]
    blocks = [
        ["咨询内容", row.question, "咨询人（签名）"],
        [
            "答复意见",
            "\n".join([row.answer, *further]),
            f"接待人：{(row.answered_by or row.by).name}",
        ],
    ]
    if drafted:
        blocks.append(["代拟文书", "；".join(drafted), ""])
    return {
        "case_number": row.number,
        "date": date(at),
        "rows": rows,
        "blocks": blocks,
        "signs": [["记录人", row.by.name]],
    }
