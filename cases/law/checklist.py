"""Which material a case asks for, from cause, crowd and ground. Core documents are the application form and proof of identity."""

from dataclasses import dataclass

from .scope import injured_at_work, matter_of


@dataclass(frozen=True)
class Material:
    slot: str
    title: str
    why: str
    required: bool = True


BASE = (
    Material("application_form", "法律援助申请表", "申请时提交"),
    Material("identity", "身份证明", "申请时提交"),
)
MEANS = Material("means_statement", "经济困难状况说明表", "法律援助法第四十一条")
REPRESENTATIVE = Material("authority", "代理人身份证明和代理权证明", "法律援助法第四十条")
BY_MATTER = {
    "wages": (
        Material(
            "labour_relation", "劳动关系证明（劳动合同、考勤、工作证、工友证言等）", "证明劳动关系"
        ),
        Material("wage_evidence", "工资标准和拖欠证明（工资条、欠条、转账记录等）", "证明拖欠数额"),
    ),
    "injury": (
        Material(
            "accident",
            "事故认定或者经过证明（交通事故认定书、工伤认定书、病历等）",
            "证明事故和责任",
        ),
        Material("loss", "损失证明（病历、医疗费票据、伤残鉴定等）", "证明损失", required=False),
    ),
    "support": (
        Material("kinship", "亲属关系证明（户口簿、出生证明、离婚文书等）", "证明身份关系"),
        Material("need", "支出和给付能力的材料", "证明数额", required=False),
    ),
    "social_benefit": (
        Material("benefit", "社会保险或者社会救助的处理决定、缴费记录", "证明待遇"),
    ),
    "pension": (Material("pension_proof", "抚恤对象身份证明和处理决定", "证明资格"),),
}
LIST = "applicant_list"
EVERYBODY = Material(
    LIST, "全体申请人名单（姓名、证件号码，本人签名或者捺印）", "请求可分、按人数计件"
)
PROCEDURE = Material(
    "procedure_papers", "拘留、逮捕通知书或者起诉书等程序文书", "证明所处阶段", required=False
)
OTHER = Material("case_evidence", "与申请事项有关的其他材料", "证明案情", required=False)


def materials(
    kind,
    cause_path,
    *,
    exempt_proof="",
    not_limited_proof="",
    needs_means=True,
    representative=False,
    several=False,
    basis="",
):
    """The checklist, core first. `exempt_proof` names the document of an art. 42 ground, which then is required beside the statement of
    means (程序规定 art. 11 spares only those of art. 32 the statement); `several`: applicants with
    separable claims, each counted; `basis`: the matter as chosen."""
    lines = list(BASE)
    if representative:
        lines.append(REPRESENTATIVE)
    if several:
        lines.append(EVERYBODY)

    if not_limited_proof:
        lines.append(_status(f"身份或者情形证明：{not_limited_proof}", "法律援助法第三十二条"))
    elif needs_means:
        lines.append(MEANS)
        if exempt_proof:
            lines.append(_status(f"身份证明材料：{exempt_proof}", "法律援助法第四十二条"))

    if kind == "criminal":
        lines.append(PROCEDURE)
    else:
        matter = "injury" if injured_at_work(cause_path) else matter_of(cause_path) or basis
        lines += BY_MATTER.get(matter, ())
    return (*lines, OTHER)


def _status(title, why):
    return Material("status_proof", title, why)
