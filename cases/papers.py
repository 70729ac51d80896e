"""What each paper says, in procedure order (法律援助文书格式, 司法部 2023). A context is plain JSON and is frozen when the paper is issued.

Table papers: rows = [[label, value, label, value], ...] (a last value spans), blocks = [[title, text, signature line]].
Letters: to, paragraphs, and a seal.
"""

from django.conf import settings
from django.utils import timezone

from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.money import capitals, yuan
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register

from .law import grounds
from .queries.case import cases_for
from .workflow import CASE

register(
    PaperKind("consultation_record", "1", "法律援助咨询登记表"),
    PaperKind("application", "2", "法律援助申请表", "申"),
    PaperKind("power_of_attorney", "3", "授权委托书"),
    PaperKind("means_statement", "4", "经济困难状况说明表"),
    PaperKind("material_receipt", "5", "申请材料接收凭证", "收"),
    PaperKind("supplement_notice", "6", "补充材料/说明通知书", "补"),
    PaperKind("review_form", "8", "法律援助审查表", "审"),
    PaperKind("decision_grant", "9", "给予法律援助决定书", "决"),
    PaperKind("decision_refuse", "10", "不予法律援助决定书", "不"),
    PaperKind("assignment_notice", "11", "指派通知书", "指", stub=True),
    PaperKind("agreement", "12", "委托代理/辩护协议"),
    PaperKind("official_letter", "13", "法律援助公函", "函", stub=True),
    PaperKind("progress_record", "14", "承办情况通报/报告记录"),
    PaperKind("closing_report", "21", "结案报告表"),
    PaperKind("service_receipt", "22", "送达回证"),
    PaperKind("follow_up_record", "32", "受援人回访记录表"),
)


def may_open(user, subject_id, *, write=False):
    """Policy for files of a case: those who may see the case; writing needs the materials right and an unsealed case."""
    case = cases_for(user).filter(pk=subject_id).first()
    if case is None:
        return False
    return not write or (not case.finished and case.state != "sealing" and not CASE.denial("cases.materials", user, case))


register_access("case", may_open)


def date(value):
    """2026年3月3日"""
    if not value:
        return ""
    day = timezone.localdate(value) if hasattr(value, "hour") else value
    return f"{day.year}年{day.month}月{day.day}日"


def _base(case, by, at):
    return {
        "case_number": case.number,
        "date": date(at),
        "officer": by.name,
        "cause": case.cause.name,
        "applicant": case.applicant.name,
    }


def _person_rows(person):
    return [
        ["姓名", person.name, "性别", person.get_sex_display()],
        ["出生日期", date(person.birth), "民族", person.ethnicity],
        [IdKind(person.id_kind).label, person.id_number or "未提供", "联系电话", person.phone],
        ["户籍地", person.household_address],
        ["住所地（经常居住地）", person.address],
        ["工作单位", person.work_unit],
    ]


def _crowds(case):
    return "、".join(grounds.text_of(grounds.CROWDS, code) for code in case.crowds) or "无"


def _money(amount):
    return f"{yuan(amount)}元" if amount is not None else ""


def _opponents(case):
    return "、".join(party.name for party in case.opponents) or "无"


@CASE.paper("application")
def application(case, *, by, at, **facts):
    """Form 2; the representative's block only when there is one."""
    rows = _person_rows(case.applicant)
    rows.append(["人员类别", _crowds(case)])
    if agent := case.representative:
        rows.append(["代理人", agent.name, "与申请人关系", agent.relation])
        rows.append(["代理人证件号码", agent.id_number, "代理人电话", agent.phone])
    rows += [
        ["案由", case.cause.name, "法律地位", case.applicant_role],
        ["所处阶段", case.stage, "对方当事人", _opponents(case)],
        ["办案（处理）机关", case.organ, "涉及金额", _money(case.amount)],
    ]
    blocks = [
        ["案情及申请理由", case.facts, ""],
        ["申请人声明", "本人保证以上所填内容及所提交的材料真实，如有不实，愿承担相应的法律责任。", "申请人（签名或捺印）"],
    ]
    return {**_base(case, by, at), "rows": rows, "blocks": blocks, "foot": f"登记人：{by.name}　　受理机构：{case.station}"}


@CASE.paper("means_statement")
def means_statement(case, *, by, at, **facts):
    """Form 4: the household, its incomes and property, the ticked exemption and the commitment."""
    means = case.means
    members = [
        [m.name, m.relation, m.age or "", m.occupation, m.income_kind, yuan(m.monthly_income)] for m in means.members.all()
    ]
    favour = grounds.find(means.not_limited or means.exempt)
    rows = [
        ["姓名", case.applicant.name, IdKind(case.applicant.id_kind).label, case.applicant.id_number],
        ["住房", means.housing, "车辆", means.vehicle],
        ["存款和有价证券", _money(means.savings), "债务", _money(means.debts)],
        ["重大支出", means.spending],
        ["免予限制或核查的情形", favour.text if favour else "无", "证明材料", means.proof or "无"],
    ]
    commitment = "本人承诺以上情况真实，同意法律援助机构查询核实；如有虚假，愿承担相应的法律责任。"
    return {
        **_base(case, by, at),
        "rows": rows,
        "head": ["家庭成员", "关系", "年龄", "职业", "收入类型", "月收入（元）"],
        "lines": members,
        "blocks": [["个人诚信承诺", commitment, "申请人（签名或捺印）"]],
    }


@CASE.paper("material_receipt")
def material_receipt(case, *, by, at, **facts):
    """Form 5, the 受理凭证: names, numbers and dates of the material; what is still owed and by when."""
    lines = [
        [n, m.title, m.copies, date(m.received_on)] for n, m in enumerate((m for m in case.materials.all() if m.received_on), 1)
    ]
    owed = [f"{m.title}（{date(m.owed_by)}前补交）" for m in case.materials.all() if m.owed_by and not m.received_on]
    blocks = [["容缺材料", "；".join(owed), ""]] if owed else []
    return {
        **_base(case, by, at),
        "rows": [["申请人", case.applicant.name, "案由", case.cause.name], ["受理日期", date(at), "案件编号", case.number]],
        "head": ["序号", "材料名称", "份数", "接收日期"],
        "lines": lines,
        "blocks": [*blocks, ["说明", "本机构自收到法律援助申请之日起七日内进行审查，作出是否给予法律援助的决定。", ""]],
        "signs": [["接收人（签名）", by.name], ["申请人（签名或捺印）", ""]],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("supplement_notice")
def supplement_notice(case, *, by, at, items, due, note="", **facts):
    """Form 6: everything missing at once, the date, and what follows when it passes (Law art. 43(2))."""
    listed = [f"{n}. {item}" for n, item in enumerate(items, 1)]
    return {
        **_base(case, by, at),
        "to": case.applicant.name,
        "paragraphs": [
            f"你于{date(case.received_at)}向本中心提出的{case.cause.name}一案法律援助申请收悉。经查，申请材料不齐全或者需要说明，"
            f"请于{date(due)}前补充下列材料或者作出说明：",
            *listed,
            *([note] if note else []),
            "依照《中华人民共和国法律援助法》第四十三条第二款，未按要求补充材料或者作出说明的，视为撤回申请。",
        ],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("review_form")
def review_form(case, *, by, at, **facts):
    """Form 8 (with the blocks of the 2013 approval form): the review and the decision, two signatures."""
    review, decision = case.review, case.decision
    verdict = {True: "符合", False: "不符合", None: ""}
    rows = [
        *_person_rows(case.applicant)[:3],
        ["人员类别", _crowds(case), "案件来源", case.get_channel_display()],
        ["案由", case.cause.name, "所处阶段", case.stage],
        ["对方当事人", _opponents(case), "援助方式", decision.mode],
    ]
    blocks = [
        ["案情概要", case.facts, ""],
        ["援助范围审查", f"{verdict[review.scope_passed]}。{review.scope_reason}", ""],
        ["经济状况审查", f"{verdict[review.means_passed]}。{review.means_reason}", ""],
        ["事实和理由审查", f"{verdict[review.merits_passed]}。{review.merits_reason}", ""],
        ["审查意见", review.opinion, f"审查人：{case.reviewed_by.name}　　{date(review.reviewed_at)}"],
        ["审批意见", decision.opinion or decision.reasons, f"负责人：{by.name}　　{date(at)}"],
    ]
    return {**_base(case, by, at), "rows": rows, "blocks": blocks}


@CASE.paper("decision_grant")
def decision_grant(case, *, by, at, **facts):
    """Form 9."""
    found = [grounds.find(code) for code in case.decision.grounds]
    articles = "、".join(dict.fromkeys(f"第{g.article.split('第', 1)[1]}" for g in found if g and g.article))
    basis = (
        f"依照《中华人民共和国法律援助法》{articles}、第四十三条第一款，"
        if articles
        else "依照《中华人民共和国法律援助法》第四十三条第一款，"
    )
    return {
        **_base(case, by, at),
        "to": case.applicant.name,
        "paragraphs": [
            f"你于{date(case.received_at)}向本中心提出的{case.cause.name}一案的法律援助申请，经审查，符合法律援助条件。{basis}"
            f"现决定给予法律援助，提供法律援助的方式为{case.decision.mode}。",
            "本中心将自本决定作出之日起三日内指派法律援助人员。法律援助不收取任何费用。",
        ],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("decision_refuse")
def decision_refuse(case, *, by, at, **facts):
    """Form 10: reasons, and how and until when to object (Law art. 43, 49)."""
    decision = case.decision
    named = [grounds.find(code) for code in decision.grounds]
    texts = "；".join(f"{g.text}（《{g.article[:5]}》{g.article[5:]}）" if g.article else g.text for g in named if g)
    return {
        **_base(case, by, at),
        "to": case.applicant.name,
        "paragraphs": [
            f"你于{date(case.received_at)}向本中心提出的{case.cause.name}一案的法律援助申请，经审查，存在下列情形：{texts}。",
            f"理由：{decision.reasons}",
            "依照《中华人民共和国法律援助法》第四十三条第一款，现决定不予法律援助。",
            f"如对本决定有异议，可以自收到本决定书之日起十五日内（按今日送达，至{date(decision.object_by)}止）向"
            f"{settings.OFFICE['bureau']}提出。",
        ],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("assignment_notice")
def assignment_notice(case, *, by, at, handler, **facts):
    """Form 11 with its stub."""
    return {
        **_base(case, by, at),
        "to": str(handler.firm),
        "paragraphs": [
            f"本中心决定对{case.applicant.name}{case.cause.name}一案提供法律援助，现指派你单位{handler}承办该案。"
            "请自收到本通知书之日起五日内与受援人或者其法定代理人、近亲属签订委托协议和授权委托书，并将承办情况告知本中心。",
            f"受援人联系电话：{case.applicant.phone or '未留'}。",
        ],
        "stub": [["发往单位", str(handler.firm)], ["承办人", str(handler)], ["受援人", case.applicant.name], ["案由", case.cause.name],
                 ["经办人", by.name], ["日期", date(at)]],
        "seal": settings.OFFICE["center"],
    }  # fmt: skip


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
        **_base(case, by, at),
        "date": date(signed_on),
        "rows": [["甲方（受援人）", case.applicant.name, "乙方（承办机构）", str(firm)]],
        "blocks": blocks,
        "signs": [["甲方（签名或捺印）", ""], ["乙方（盖章）", str(firm)]],
    }


@CASE.paper("power_of_attorney")
def power_of_attorney(case, *, by, at, signed_on, **facts):
    """Form 3."""
    handler = case.handler
    rows = [
        ["委托人", case.applicant.name, IdKind(case.applicant.id_kind).label, case.applicant.id_number],
        ["受委托人", str(handler), "执业证号", handler.licence],
        ["承办机构", str(handler.firm)],
        ["案由", case.cause.name, "对方当事人", _opponents(case)],
    ]
    blocks = [
        [
            "委托事项和权限",
            f"委托上列受委托人在{case.cause.name}一案{case.stage}阶段担任委托人的代理人（辩护人）。代理权限：□一般代理　□特别代理",
            "",
        ]
    ]
    return {
        **_base(case, by, at),
        "date": date(signed_on),
        "rows": rows,
        "blocks": blocks,
        "signs": [["委托人（签名或捺印）", ""]],
    }


@CASE.paper("official_letter")
def official_letter(case, *, by, at, **facts):
    """Form 13 with its stub: to the organ that handles the matter."""
    handler = case.handler
    return {
        **_base(case, by, at),
        "to": case.organ or "有关办案（处理）机关",
        "paragraphs": [
            f"本中心决定对{case.applicant.name}{case.cause.name}一案提供法律援助，指派{handler.firm}{handler}"
            f"（执业证号：{handler.licence or '—'}）担任其{case.mode or '代理人'}的承办人员。特此函告，请予支持。",
        ],
        "stub": [["发往机关", case.organ or "—"], ["承办人", str(handler)], ["受援人", case.applicant.name], ["日期", date(at)]],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("progress_record")
def progress_record(case, *, by, at, **facts):
    """Form 14: one line for each thing done or reported."""
    lines = [[n, date(e.done_on), e.manner, f"{e.entry_kind}：{e.content}"] for n, e in enumerate(case.log.all(), 1)]
    rows = [
        ["案件编号", case.number, "受援人", case.applicant.name],
        ["承办机构", str(case.handler.firm), "承办人", str(case.handler)],
    ]
    return {
        **_base(case, by, at),
        "rows": rows,
        "head": ["序号", "时间", "方式", "主要内容"],
        "lines": lines,
        "signs": [["承办人（签名）", ""]],
    }


@CASE.paper("closing_report")
def closing_report(case, *, by, at, **facts):
    """Form 21."""
    closure = case.closure
    closure.refresh_from_db()
    rows = [
        ["案件编号", case.number, "受援人", case.applicant.name],
        ["承办机构", str(case.handler.firm), "承办人", str(case.handler)],
        ["案由", case.cause.name, "所处阶段", case.stage],
        ["办案（处理）机关", case.organ, "结案文书", f"{closure.document}{closure.document_number}"],
        ["指派日期", date(case.assigned_at), "结案日期", date(closure.closed_on)],
        ["办理结果", closure.get_outcome_display(), "挽回损失或取得利益", _amount(closure.amount_won)],
    ]
    blocks = [
        ["承办情况小结", closure.summary, ""],
        ["意见采纳情况", closure.adopted, ""],
        ["处理结果", closure.result, "承办人（签名）"],
    ]
    return {**_base(case, by, at), "rows": rows, "blocks": blocks}


def _amount(amount):
    return f"{yuan(amount)}元（{capitals(amount)}）" if amount is not None else "无"


@CASE.paper("service_receipt")
def service_receipt(case, *, by, at, document="", **facts):
    """Form 22 for the paper named in `document`."""
    rows = [
        ["送达文书", document, "案件编号", case.number],
        ["受送达人", case.applicant.name, "送达地点", ""],
        ["送达方式", "□直接　□邮寄　□电子　□留置", "送达时间", ""],
    ]
    blocks = [["受送达人签收", "", "受送达人（签名或捺印）"], ["备注", "", ""]]
    return {**_base(case, by, at), "rows": rows, "blocks": blocks, "signs": [["送达人（签名）", ""]]}


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
    return {**_base(case, by, at), "rows": rows, "blocks": [["意见建议", visit.suggestions or "无", f"回访人：{by.name}"]]}


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
