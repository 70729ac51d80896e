"""What the handler works with: forms 12, 3, 13, 14."""

from django.conf import settings
from django.utils import timezone

from cases.enums import Notified
from cases.law import grounds
from cases.workflow import CASE
from legalaid.platform.core.identifiers import IdKind

from .wording import aided_because, base, date, opponents


@CASE.paper("agreement")
def agreement(case, *, by, at, signed_on, **facts):
    """Form 12; signed by both on paper and scanned back."""
    firm, handler = case.handler.firm, case.handler
    blocks = [
        ["一、委托事项", f"甲方因{case.cause.name}一案，依法获得法律援助，乙方接受{settings.OFFICE['center']}指派，"
         f"安排{handler}担任甲方的承办人，阶段为{case.stage}。", ""],
        ["二、乙方职责", "依法维护甲方合法权益，及时通报办理情况，保守知悉的国家秘密、商业秘密和个人隐私，不收取甲方任何财物。", ""],
        ["三、甲方权利义务", "有权了解办理情况、投诉、申请更换承办人；应当如实陈述与案件有关的事实，及时提供证据材料，协助乙方开展工作。", ""],
        ["四、其他", "本协议自双方签字或者盖章之日起生效，至本阶段办理终结时止。", ""],
    ]  # fmt: skip
    return {
        **base(case, by, at),
        "date": date(signed_on),
        "rows": [["甲方（受援人）", case.applicant.name, "乙方（承办机构）", str(firm)]],
        "blocks": blocks,
        "signs": [["甲方（签名或捺印）", ""], ["乙方（盖章）", str(firm)]],
    }


def defends(case):
    """A defender's powers follow from the law; only an agent's are ticked."""
    accused = (
        case.kind == "criminal"
        and case.applicant_role in grounds.ACCUSED
        and case.notified != Notified.COMMITMENT
    )
    return "辩护" in case.mode or (not case.mode and accused)


@CASE.paper("power_of_attorney")
def power_of_attorney(case, *, by, at, signed_on, **facts):
    """Form 3."""
    handler = case.handler
    rows = [
        [
            "委托人",
            case.applicant.name,
            IdKind(case.applicant.id_kind).label,
            case.applicant.id_number,
        ],
        ["受委托人", str(handler), "联系电话", handler.mobile],
        ["承办机构", str(handler.firm), "执业证号", handler.licence],
        ["案件编号", case.number, "所处阶段", case.stage],
        ["案由", case.cause.name, "对方当事人", opponents(case)],
    ]
    blocks = [
        [
            "委托事项和权限",
            f"委托上列受委托人在{case.cause.name}一案{case.stage}阶段担任委托人的{'辩护人。' if defends(case) else '代理人。代理权限：□一般代理　□特别代理'}",
            "",
        ]
    ]
    return {
        **base(case, by, at),
        "date": date(signed_on),
        "rows": rows,
        "blocks": blocks,
        "signs": [["委托人（签名或捺印）", ""]],
    }


@CASE.paper("official_letter")
def official_letter(case, *, by, at, **facts):
    """Form 13 with its stub: to the organ that handles the matter."""
    handler = case.handler
    licence = f"（执业证号：{handler.licence}）" if handler.licence else ""
    return {
        **base(case, by, at),
        "to": case.organ or "有关办案（处理）机关",
        "paragraphs": [
            f"{aided_because(case)}，指派{handler.firm}{handler}{licence}"
            f"担任其{case.mode or '代理人'}的承办人员。特此函告，请予支持。",
        ],
        "stub": [
            ["发往机关", case.organ or "—"],
            ["承办人", str(handler)],
            ["受援人", case.applicant.name],
            ["日期", date(at)],
        ],
        "seal": settings.OFFICE["center"],
    }


def _met(meeting):
    told = "；".join(grounds.text_of(grounds.FIRST_MEETING_TOLD, code) for code in meeting.told)
    return f"会见（约见）：在{meeting.place}会见（约见）受援人，告知：{told}。"


@CASE.paper("progress_record")
def progress_record(case, *, by, at, **facts):
    """Form 14: one line for each thing done or reported, wherever it was recorded."""
    taken = case.assignments.exclude(accepted_at=None)
    done = [
        (timezone.localdate(row.accepted_at), "", f"接受指派：{row.handler}接受指派，承办本案。")
        for row in taken
    ]
    done += [(row.met_on, row.manner, _met(row)) for row in case.meetings.all()]
    for row in case.hearings.filter(cancelled=False):
        begins = timezone.localtime(row.starts_at)
        done.append(
            (begins.date(), "", f"开庭：{begins:%H:%M}，{row.organ}{row.place}。{row.note}")
        )
    done += [
        (row.done_on, row.manner, f"{row.entry_kind}：{row.content}") for row in case.log.all()
    ]
    done.sort(key=lambda line: line[0])
    lines = [
        [number, date(day), manner, text] for number, (day, manner, text) in enumerate(done, 1)
    ]
    rows = [
        ["案件编号", case.number, "受援人", case.applicant.name],
        ["承办机构", str(case.handler.firm), "承办人", str(case.handler)],
    ]
    return {
        **base(case, by, at),
        "rows": rows,
        "head": ["序号", "时间", "方式", "主要内容"],
        "lines": lines,
        "signs": [["承办人（签名）", ""]],
    }
