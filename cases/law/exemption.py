"""Which statutory favours apply: art. 32 (not limited by hardship), art. 42 (hardship not checked), and the green channel."""

from dataclasses import dataclass

from .grounds import EXEMPT_42, NOT_LIMITED_32, Ground
from .scope import PROPERTY, injured_at_work, labours, matter_of, special_of


@dataclass(frozen=True)
class Favour:
    """A favour with its ground and the document that proves it."""

    ground: Ground
    proof: str


PROOF_32 = {
    "heroes": "英雄烈士的认定材料和近亲属关系证明",
    "brave": "见义勇为认定材料",
    "acquitted": "再审改判无罪的判决书",
    "abused": "报警记录、告诫书、人身安全保护令或者妇联等单位的记录",
    "other_32": "符合该情形的证明材料",
}
PROOF_42 = {
    "no_income": "无固定生活来源的证明材料",
    "assisted": "社会救助证件、优抚对象证件或者司法救助决定书",
    "migrant_worker": "务工证明（劳动合同、考勤、工资条、工友证言等之一）",
    "other_42": "符合该情形的证明材料",
}
ASSISTED = {
    "minimum_living": "低保证",
    "destitute": "特困人员救助供养证",
    "preferential": "优抚对象证件",
}
MAY_LACK_INCOME = ("minor", "elderly", "disabled")  # art. 42(1) names them, and asks a second fact
PAY = ("劳动报酬", "工资")


def not_limited(crowds, cause_path, basis="", role=""):
    """Favours of art. 32: what was chosen, else what follows from crowd, cause and position in a criminal case."""
    codes = [basis] if basis in PROOF_32 else special_of(crowds, cause_path, role)
    return tuple(Favour(_ground(NOT_LIMITED_32, code), PROOF_32[code]) for code in codes)


def exempt(crowds, cause_path, status=""):
    """Favours of art. 42, each with its document: what was chosen, else what follows from crowd and cause. That nobody provides for a
    minor, an old or a disabled person (1) follows from neither: it is asked."""
    if status:
        return (Favour(_ground(EXEMPT_42, status), _proof(status, crowds)),)

    proofs = {"migrant_worker": None, "assisted": _first(ASSISTED, crowds)}
    if labours(crowds, cause_path) or ("migrant_worker" in crowds and pays_or_injures(cause_path)):
        proofs["migrant_worker"] = PROOF_42["migrant_worker"]
    return tuple(Favour(_ground(EXEMPT_42, code), proof) for code, proof in proofs.items() if proof)


def _proof(status, crowds):
    proof = PROOF_42[status]
    by_age = {"minor", "elderly"} & set(crowds)
    return (
        f"残疾证和{proof}"
        if status == "no_income" and "disabled" in crowds and not by_age
        else proof
    )


def _first(proofs, crowds):
    """The document of the first crowd that has one."""
    return next((proof for crowd, proof in proofs.items() if crowd in crowds), None)


def pays(cause_path):
    """A claim for pay; 确认劳动关系 or 竞业限制 is none (Law art. 42(3): 支付劳动报酬)."""
    return any(word in name for name in cause_path for word in PAY)


def pays_or_injures(cause_path):
    return pays(cause_path) or injured_at_work(cause_path)


GREEN_CROWDS = {
    "migrant_worker": "农民工",
    "elderly": "老年人",
    "disabled": "残疾人",
    "woman": "妇女",
    "minor": "未成年人",
}


def green_channel(crowds, cause_path, basis="", status="", role=""):
    """The sentence naming why the green channel applies (report S14), or "": crowd and cause together, or an exempting ground."""
    waived = exempt(crowds, cause_path, status)
    grounds = [one.ground for one in (*not_limited(crowds, cause_path, basis, role), *waived)]
    green = [ground for ground in grounds if ground.code != "no_income"]
    if green:
        return f"{green[0].text}（{green[0].article}）"

    matter = matter_of(cause_path) if basis != PROPERTY else ""
    if injured_at_work(cause_path) and matter == "social_benefit":
        return "请求工伤保险待遇（法律援助法第三十一条第二项）"
    names = [name for code, name in GREEN_CROWDS.items() if code in crowds]
    if matter == "injury":
        return "请求工伤、交通、医疗等人身损害赔偿（法律援助法第三十一条第七项）"
    if pays(cause_path) and names:
        return f"{names[0]}请求支付劳动报酬（法律援助法第三十一条第五项）"
    if names and names[0] != "妇女" and matter == "support":
        return f"{names[0]}请求给付赡养费、抚养费、扶养费（法律援助法第三十一条第四项）"
    return ""


def _ground(rows, code):
    return next(row for row in rows if row.code == code)
