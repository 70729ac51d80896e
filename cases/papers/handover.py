"""The slip that goes with an application from a station to the centre, and the centre's answer to it."""

from django.conf import settings

from cases.workflow import CASE

from .wording import base, date


def _moment(at):
    from django.utils import timezone

    return f"{date(at)}{timezone.localtime(at):%H时%M分}"


def _rows(case):
    return [
        ["案件编号", case.number, "申请人", case.applicant.name],
        ["案由", case.cause.name, "移交工作站", str(case.station)],
    ]


@CASE.paper("hand_over_slip")
def hand_over_slip(case, *, by, at, materials=(), note="", **facts):
    """What left the station, when, and what it recommends."""
    found = getattr(case, "pre_review", None)
    blocks = (
        [
            [
                "工作站初审意见",
                f"{found.get_proposal_display()}。{found.opinion}",
                f"初审人：{found.by.name}",
            ]
        ]
        if found
        else []
    )
    if note:
        blocks.append(["移交说明", note, ""])
    return {
        **base(case, by, at),
        "rows": [*_rows(case), ["收到申请", date(case.received_at), "移交时间", _moment(at)]],
        "head": ["序号", "移交的材料"],
        "lines": [[n, title] for n, title in enumerate(materials, 1)],
        "blocks": [
            *blocks,
            [
                "说明",
                "审查期限自工作站收到申请之日起计算。请法律援助中心自移交时起二十四小时内签收或者退回。",
                "",
            ],
        ],
        "signs": [["移交人（签名）", by.name], ["接收人（签名）", ""]],
        "seal": str(case.station),
    }


@CASE.paper("sign_receipt")
def sign_receipt(case, *, by, at, reasons=(), note="", **facts):
    """Signed for, or sent back with the reasons."""
    row = case.handovers.latest("handed_at")
    said = "；".join(reasons) if reasons else "材料已签收，由本中心审查。"
    return {
        **base(case, by, at),
        "rows": [
            *_rows(case),
            ["移交时间", _moment(row.handed_at), "签收（退回）时间", _moment(at)],
            ["结果", "退回" if reasons else "签收"],
        ],
        "head": ["序号", "移交的材料"],
        "lines": [[n, title] for n, title in enumerate(row.materials, 1)],
        "blocks": [
            ["退回原因" if reasons else "意见", said, ""],
            *([["说明", note, ""]] if note else []),
        ],
        "signs": [["接收人（签名）", by.name], ["移交人（签名）", row.handed_by.name]],
        "seal": settings.OFFICE["center"],
    }
