"""Which statutory favours apply: art. 32 (not limited by hardship), art. 42 (hardship not checked), and the green channel."""

from dataclasses import dataclass

from .grounds import EXEMPT_42, NOT_LIMITED_32, Ground
from .scope import matter_of


@dataclass(frozen=True)
class Favour:
    """A favour with its ground and the document that proves it."""

    ground: Ground
    proof: str


ASSISTED = {
    "minimum_living": "低保证",
    "destitute": "特困人员救助供养证",
    "preferential": "优抚对象证件",
    "veteran": "优抚对象证件",
}
NO_INCOME = {"minor": "无固定生活来源的说明", "elderly": "无固定生活来源的说明", "disabled": "残疾证和无固定生活来源的说明"}


def not_limited(crowds, cause_path):
    """Favours of art. 32."""
    found = []
    if "abuse_victim" in crowds:
        found.append(Favour(_ground(NOT_LIMITED_32, "abused"), "报警记录、告诫书、人身安全保护令或者妇联等单位的记录"))
    if any("英雄烈士" in name for name in cause_path):
        found.append(Favour(_ground(NOT_LIMITED_32, "heroes"), "近亲属关系证明"))
    if any("见义勇为" in name for name in cause_path):
        found.append(Favour(_ground(NOT_LIMITED_32, "brave"), "见义勇为认定材料"))
    return tuple(found)


def exempt(crowds, cause_path):
    """Favours of art. 42; each needs its document."""
    found = []
    if "migrant_worker" in crowds and pays_or_injures(cause_path):
        found.append(Favour(_ground(EXEMPT_42, "migrant_worker"), "务工证明（劳动合同、考勤、工资条、工友证言等之一）"))
    found += [Favour(_ground(EXEMPT_42, "assisted"), proof) for crowd, proof in ASSISTED.items() if crowd in crowds][:1]
    found += [Favour(_ground(EXEMPT_42, "no_income"), proof) for crowd, proof in NO_INCOME.items() if crowd in crowds][:1]
    return tuple(found)


def pays_or_injures(cause_path):
    matter = matter_of(cause_path)
    return matter == "wages" or (matter == "injury" and any("工伤" in name for name in cause_path))


GREEN_CROWDS = {"migrant_worker": "农民工", "elderly": "老年人", "disabled": "残疾人", "woman": "妇女", "minor": "未成年人"}


def green_channel(crowds, cause_path):
    """The sentence naming why the green channel applies (report S14), or "": crowd and cause together, or an exempting ground."""
    found = [*not_limited(crowds, cause_path), *(f for f in exempt(crowds, cause_path) if f.ground.code != "no_income")]
    if found:
        return f"{found[0].ground.text}（{found[0].ground.article}）"
    matter, names = matter_of(cause_path), [name for code, name in GREEN_CROWDS.items() if code in crowds]
    if matter == "injury":
        return "请求工伤、交通、医疗等人身损害赔偿（法律援助法第三十一条第七项）"
    if matter == "wages" and names:
        return f"{names[0]}请求支付劳动报酬（法律援助法第三十一条第五项）"
    if names and names[0] != "妇女" and matter == "support":
        return f"{names[0]}请求给付赡养费、抚养费、扶养费（法律援助法第三十一条第四项）"
    return ""


def _ground(rows, code):
    return next(row for row in rows if row.code == code)
