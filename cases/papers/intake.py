"""What the applicant signs and is given: forms 2, 4, 5, 6."""

from django.conf import settings

from cases.law import grounds
from cases.workflow import CASE
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.money import yuan

from .wording import base, contact, crowds_text, date, money, opponents, person_rows


@CASE.paper("application")
def application(case, *, by, at, **facts):
    """Form 2; the representative's block only when there is one."""
    rows = person_rows(case.applicant)
    rows.append(["人员类别", crowds_text(case)])
    if agent := case.representative:
        as_what = "，".join(filter(None, [agent.get_agency_display(), agent.relation]))
        rows.append(["代理人", agent.name, "与申请人关系", as_what])
        rows.append(["代理人证件", agent.id_number, "代理人电话", agent.phone])
    if case.unrepresented:
        rows.append(["没有法定代理人代为申请的原因", case.unrepresented])
    rows += [
        ["案由", case.cause.name, "法律地位", case.applicant_role],
        ["所处阶段", case.stage, "对方当事人", opponents(case)],
        ["办理机关", case.organ, "涉及金额", money(case.amount)],
        ["援助方式", case.mode or "由审查决定", "填表人", case.get_filled_by_display()],
        ["此前的申请", earlier(case)],
    ]
    blocks = [
        ["案情及申请理由", case.facts, ""],
        [
            "申请人声明",
            "本人保证以上所填内容及所提交的材料真实，如有不实，愿承担相应的法律责任。",
            "申请人（签名或捺印）",
        ],
    ]
    return {
        **base(case, by, at),
        "rows": rows,
        "blocks": blocks,
        "foot": f"登记人：{by.name}　　受理机构：{case.station}",
    }


def earlier(case):
    """Numbers of the applicant's applications before this one."""
    before = (
        case.__class__.objects.of_person(case.applicant)
        .filter(received_at__lt=case.received_at)
        .exclude(pk=case.pk)
    )
    return "、".join(before.order_by("received_at").values_list("number", flat=True)) or "无"


@CASE.paper("means_statement")
def means_statement(case, *, by, at, **facts):
    """Form 4: the household, its incomes and property, the ticked exemption and the commitment."""
    means = case.means
    members = [
        [m.name, m.relation, m.age or "", m.occupation, m.income_kind, yuan(m.monthly_income)]
        for m in means.members.all()
    ]
    favour = grounds.find(means.not_limited or means.exempt)
    rows = [
        [
            "姓名",
            case.applicant.name,
            IdKind(case.applicant.id_kind).label,
            case.applicant.id_number,
        ],
        ["住房", means.housing, "车辆", means.vehicle],
        ["存款和有价证券", money(means.savings), "债务", money(means.debts)],
        ["其中申请人本人的", money(means.own_savings), "人均月收入", money(means.per_head)],
        ["重大支出", means.spending],
        ["免予限制或核查的情形", favour.text if favour else "无", "证明材料", means.proof or "无"],
    ]
    commitment = "本人承诺以上情况真实，同意法律援助机构查询核实；如有虚假，愿承担相应的法律责任。"
    return {
        **base(case, by, at),
        "rows": rows,
        "head": ["家庭成员", "关系", "年龄", "职业", "收入类型", "月收入（元）"],
        "lines": members,
        "blocks": [["个人诚信承诺", commitment, "申请人（签名或捺印）"]],
    }


@CASE.paper("material_receipt")
def material_receipt(case, *, by, at, **facts):
    """Form 5, the 受理凭证: names, numbers and dates of the material; what is still owed and by when. A station hands it out when it
    takes the application in: then it says what is missing, too (程序规定 art. 13)."""
    lines = [
        [n, m.title, m.copies, date(m.received_on)]
        for n, m in enumerate((m for m in case.materials.all() if m.received_on), 1)
    ]
    owed = [
        f"{m.title}（{date(m.owed_by)}前补交）"
        for m in case.materials.all()
        if m.owed_by and not m.received_on
    ]
    missing = [
        m.title for m in case.materials.all() if m.required and not m.owed_by and not m.received_on
    ]
    blocks = [
        [head, "；".join(found), ""]
        for head, found in (("容缺材料", owed), ("尚缺材料", missing))
        if found
    ]
    return {
        **base(case, by, at),
        "rows": [
            ["申请人", case.applicant.name, "案由", case.cause.name],
            [
                "受理日期" if case.accepted_at else "收到日期",
                date(case.accepted_at or case.received_at),
                "案件编号",
                case.number,
            ],
        ],
        "head": ["序号", "材料名称", "份数", "接收日期"],
        "lines": lines,
        "blocks": [
            *blocks,
            [
                "说明",
                "本机构自收到法律援助申请之日起七日内进行审查，作出是否给予法律援助的决定。",
                "",
            ],
        ],
        "signs": [["接收人（签名）", by.name], ["申请人（签名或捺印）", ""]],
        "seal": settings.OFFICE["center"],
    }


@CASE.paper("supplement_notice")
def supplement_notice(case, *, by, at, items, due, note="", later="", **facts):
    """Form 6: everything missing at once, the date, and what follows when it passes (Law art. 43(2))."""
    listed = [f"{n}. {item}" for n, item in enumerate(items, 1)]
    return {
        **base(case, by, at),
        "to": case.applicant.name,
        "paragraphs": [
            f"你于{date(case.received_at)}向本中心提出的{case.cause.name}一案法律援助申请收悉。经查，申请材料不齐全或者需要说明，"
            f"请于{date(due)}前（含当日）补充下列材料或者作出说明：",
            *listed,
            *([f"上次通知后出现新情况：{later}"] if later else []),
            *([note] if note else []),
            "依照《中华人民共和国法律援助法》第四十三条第二款，未按要求补充材料或者作出说明的，视为撤回申请。",
            *contact(case),
        ],
        "seal": settings.OFFICE["center"],
    }
