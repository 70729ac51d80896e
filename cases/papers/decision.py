"""Review, decision, assignment and replacement: forms 8, 9, 10, 11, 17."""

from django.conf import settings
from django.utils import timezone

from cases.law import grounds
from cases.periods import OBJECTION
from cases.workflow import CASE
from legalaid.platform.procedure.deadlines import rule_for

from .wording import aided_because, base, contact, crowds_text, date, opponents, person_rows

MERITS = {True: "有。", False: "没有。", None: ""}


@CASE.paper("review_form")
def review_form(case, *, by, at, **facts):
    """Form 8 (with the blocks of the 2013 approval form): the review and the decision, two signatures."""
    review, decision = case.review, case.decision
    verdict = {True: "符合", False: "不符合", None: ""}
    rows = [
        *person_rows(case.applicant)[:3],
        ["人员类别", crowds_text(case), "案件来源", case.get_channel_display()],
        ["案由", case.cause.name, "所处阶段", case.stage],
        ["对方当事人", opponents(case), "援助方式", decision.mode],
    ]
    blocks = [
        ["案情概要", case.facts, ""],
        ["援助范围审查", f"{verdict[review.scope_passed]}。{review.scope_reason}", ""],
        ["经济状况审查", f"{verdict[review.means_passed]}。{review.means_reason}", ""],
        ["事实和理由（供承办参考）", f"{MERITS[review.merits_passed]}{review.merits_reason}", ""],
        [
            "审查意见",
            review.opinion,
            f"审查人：{case.reviewed_by.name}　　{date(review.reviewed_at)}",
        ],
        ["审批意见", decision.opinion or decision.reasons, f"负责人：{by.name}　　{date(at)}"],
    ]
    return {**base(case, by, at), "rows": rows, "blocks": blocks}


@CASE.paper("decision_grant")
def decision_grant(case, *, by, at, **facts):
    """Form 9."""
    found = [grounds.find(code) for code in case.decision.grounds]
    articles = "、".join(
        dict.fromkeys(f"第{g.article.split('第', 1)[1]}" for g in found if g and g.article)
    )
    basis = (
        f"依照《中华人民共和国法律援助法》{articles}、第四十三条第一款，"
        if articles
        else "依照《中华人民共和国法律援助法》第四十三条第一款，"
    )
    return {
        **base(case, by, at),
        "to": case.applicant.name,
        "paragraphs": [
            f"你于{date(case.received_at)}向本中心提出的{case.cause.name}一案的法律援助申请，经审查，符合法律援助条件。{basis}"
            f"现决定给予法律援助，提供法律援助的方式为{case.decision.mode}。",
            "本中心将自本决定作出之日起三日内指派法律援助人员。法律援助不收取任何费用。",
            *contact(case),
        ],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("decision_refuse")
def decision_refuse(case, *, by, at, **facts):
    """Form 10: reasons, and how and until when to object (Law art. 43, 49)."""
    decision = case.decision
    named = [
        row
        for row in grounds.refusals(case.kind, case.applicant_role)
        if row.code in decision.grounds
    ]
    limit = rule_for(OBJECTION.key, timezone.localdate(decision.at)).limit_text
    rest = "，该日为法定休假日的，顺延至其后第一个工作日" if decision.object_provisional else ""
    texts = "；".join(
        f"{g.text}（《{g.article[:5]}》{g.article[5:]}）" if g.article else g.text for g in named
    )
    return {
        **base(case, by, at),
        "to": case.applicant.name,
        "paragraphs": [
            f"你于{date(case.received_at)}向本中心提出的{case.cause.name}一案的法律援助申请，经审查，存在下列情形：{texts}。",
            f"理由：{decision.reasons}",
            "依照《中华人民共和国法律援助法》第四十三条第一款，现决定不予法律援助。",
            f"如对本决定有异议，可以自收到本决定书之日起{limit}内（按今日送达，至{date(decision.object_by)}止{rest}）向"
            f"{settings.OFFICE['bureau']}提出。",
            *contact(case),
        ],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("assignment_notice")
def assignment_notice(case, *, by, at, handler, **facts):
    """Form 11 with its stub."""
    return {
        **base(case, by, at),
        "to": str(handler.firm),
        "paragraphs": [
            f"{aided_because(case)}，现指派你单位{handler}承办该案。"
            "请自收到本通知书之日起五日内将承办人姓名和联系方式告知受援人和本中心，与受援人或者其法定代理人、近亲属签订委托协议和授权委托书。",
            f"受援人联系电话：{case.applicant.phone or '未留'}；承办人联系电话：{handler.mobile or '未登记'}。",
            *contact(case),
        ],
        "stub": [["发往单位", str(handler.firm)], ["承办人", str(handler)], ["受援人", case.applicant.name], ["案由", case.cause.name],
                 ["经办人", by.name], ["日期", date(at)]],
        "seal": settings.OFFICE["center"],
    }  # fmt: skip


@CASE.paper("replacement_notice")
def replacement_notice(case, *, by, at, handler, **facts):
    """Form 17 to the unit that had the case: the same unit with another person, or another unit (Procedure Rules art. 37)."""
    before = case.assignments.exclude(accepted_at=None).order_by("-pk")[1]
    change = f"本中心决定更换{case.applicant.name}{case.cause.name}一案的法律援助人员，原承办人{before.handler}不再承办该案，"
    if before.firm_id == handler.firm_id:
        text = f"改由你单位{handler}承办。请自收到本通知书之日起五日内将更换情况和{handler}的联系方式告知受援人，变更委托协议和授权委托书，"
    else:
        text = f"你单位不再承办，改由{handler.firm}{handler}承办。请告知受援人，解除原委托协议和授权委托书，"
    return {
        **base(case, by, at),
        "to": str(before.firm),
        "paragraphs": [
            f"{change}{text}并将案件材料全部移交{handler}。",
            f"{handler}联系电话：{handler.mobile or '未登记'}。",
            *contact(case),
        ],
        "seal": settings.OFFICE["center"],
    }
