"""The slip that goes to the other unit, and the receiver's answer to it."""

from django.utils import timezone

from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register
from stations.queries.referral import referrals_for
from stations.workflow import REFERRAL

register(
    PaperKind("referral_slip", "", "转介单", "转"),
    PaperKind("referral_receipt", "", "转介回执", "回"),
)


def may_open(user, subject_id, *, write=False):
    """Papers and files of a slip: those of both units; the sender may add files while it is under way."""
    slip = referrals_for(user).filter(pk=subject_id).first()
    return slip is not None and (not write or slip in referrals_for(user).under_way())


register_access("referral", may_open)


def date(value):
    day = timezone.localdate(value)
    return f"{day.year}年{day.month}月{day.day}日"


def _base(slip, by, at):
    rows = [
        ["转出单位", str(slip.from_station), "接收单位", str(slip.to_station)],
        ["编号", slip.number, "转介事项", slip.get_matter_display()],
    ]
    return {"case_number": slip.number, "date": date(at), "officer": by.name, "rows": rows}


@REFERRAL.paper("referral_slip")
def referral_slip(slip, *, by, at, note="", **facts):
    """What, for whom, with which papers, and that the person agreed."""
    found = _base(slip, by, at)
    found["rows"] += [
        ["当事人", slip.name, "联系电话", slip.phone],
        ["身份证号码", slip.id_number or "未登记", "住所地", slip.address],
        ["当事人同意", slip.consent, "转出日期", date(at)],
    ]
    blocks = [["情况说明", slip.facts, f"经办人：{by.name}"]]
    if note:
        blocks.append(["补正说明", note, ""])
    blocks.append(
        ["请求", "请自收到之日起三个工作日内接收或者退回，十五个工作日内反馈办理结果。", ""]
    )
    return {
        **found,
        "head": ["序号", "随附材料"],
        "lines": [[n, title] for n, title in enumerate(slip.documents, 1)],
        "blocks": blocks,
        "seal": str(slip.from_station),
    }


@REFERRAL.paper("referral_receipt")
def referral_receipt(slip, *, by, at, reasons=(), note="", **facts):
    """Accepted, or sent back with the reasons; nothing about the person."""
    found = _base(slip, by, at)
    found["rows"].append(["结果", "退回" if reasons else "接收", "日期", date(at)])
    said = "；".join(reasons) if reasons else "已接收，办理进展将反馈你单位。"
    return {
        **found,
        "blocks": [
            ["退回原因" if reasons else "意见", said, f"经办人：{by.name}"],
            *([["说明", note, ""]] if note else []),
        ],
        "seal": str(slip.to_station),
    }
