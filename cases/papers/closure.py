"""Closing, service and call-back: forms 21, 22, 32."""

from cases.workflow import CASE

from .wording import amount, base, date


@CASE.paper("closing_report")
def closing_report(case, *, by, at, **facts):
    """Form 21."""
    closure = case.closure
    closure.refresh_from_db()
    rows = [
        ["案件编号", case.number, "受援人", case.applicant.name],
        ["承办机构", str(case.handler.firm), "承办人", str(case.handler)],
        ["案由", case.cause.name, "所处阶段", case.stage],
        [
            "办案（处理）机关",
            case.organ,
            "结案文书",
            f"{closure.document}{closure.document_number}",
        ],
        ["指派日期", date(case.assigned_at), "结案日期", date(closure.closed_on)],
        [
            "办理结果",
            closure.get_outcome_display(),
            "挽回损失或取得利益",
            amount(closure.amount_won),
        ],
    ]
    blocks = [
        ["承办情况小结", closure.summary, ""],
        ["意见采纳情况", closure.adopted, ""],
        ["处理结果", closure.result, "承办人（签名）"],
    ]
    return {**base(case, by, at), "rows": rows, "blocks": blocks}


@CASE.paper("service_receipt")
def service_receipt(case, *, by, at, document="", **facts):
    """Form 22 for the paper named in `document`."""
    rows = [
        ["送达文书", document, "案件编号", case.number],
        ["受送达人", case.applicant.name, "送达地点", ""],
        ["送达方式", "□直接　□邮寄　□电子　□留置", "送达时间", ""],
    ]
    blocks = [["受送达人签收", "", "受送达人（签名或捺印）"], ["备注", "", ""]]
    return {**base(case, by, at), "rows": rows, "blocks": blocks, "signs": [["送达人（签名）", ""]]}


@CASE.paper("follow_up_record")
def follow_up_record(case, *, by, at, **facts):
    """Form 32, from the attempt that reached the recipient."""
    visit = case.follow_ups.filter(result="reached").last()
    yes = {True: "是", False: "否", None: "未询问"}
    rows = [
        ["案件编号", case.number, "受援人", case.applicant.name],
        ["承办人", str(case.handler), "回访方式", visit.manner],
        ["是否会见（约见）", yes[visit.met], "是否告知权利义务和风险", yes[visit.told]],
        ["是否通报进展", yes[visit.reported], "是否收取财物", yes[visit.money_asked]],
        ["满意度", visit.get_satisfaction_display(), "回访日期", date(visit.at)],
    ]
    return {
        **base(case, by, at),
        "rows": rows,
        "blocks": [["意见建议", visit.suggestions or "无", f"回访人：{by.name}"]],
    }
