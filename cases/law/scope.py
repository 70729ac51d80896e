"""Is the matter within the Law? Read from the cause of action and its ancestors in the court's tree (Law art. 24, 29, 31)."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from .grounds import CRIMINAL, MATTERS_31, NOT_LIMITED_32, PETITION, RETRIAL, RETRYING

# cause, by its exact name -> matter of art. 31, with its own causes below it; "" where they are asked for (decision 53)
with (Path(__file__).parent.parent / "data" / "scope.csv").open(encoding="utf-8") as _file:
    MATTERS = {row["cause"]: row["matter"] for row in csv.DictReader(_file)}
# 劳务 of a migrant worker is a claim for pay as art. 31(5) and 42(3) mean it
LABOUR = ("劳务合同纠纷", "船员劳务合同纠纷")
# causes in which a victim of violence asserts the rights art. 32(4) means (相关权益); of other causes somebody must ask
RELATED = (
    "婚姻家庭",
    "离婚",
    "抚养",
    "赡养",
    "扶养",
    "监护",
    "同居",
    "人身安全保护令",
    "虐待",
    "遗弃",
    "生命权",
)
TO_CHOOSE = "按请求能确定的，请选定所依据的情形（含本省补充范围，第九项）。"
ABUSED = "申请人系家庭暴力、虐待、遗弃受害人，请问明是否主张相关权益（第三十二条第四项）。"
# what the window may choose where the cause does not tell
BASES = (*MATTERS_31, RETRIAL, *NOT_LIMITED_32)
# chosen where the cause is a matter of art. 31(7) and only things were damaged: the item is about persons
PROPERTY = "property"
NO_PERSON_HURT = (
    "只请求车辆等财产损失，不是第三十一条第七项的人身损害赔偿；同时请求人身损害的，不要选这一项。"
)
NO_RETRIAL_YET = "申诉、申请再审的，须人民法院决定、裁定再审或者人民检察院提出抗诉（法律援助法第三十三条），申请人没有提供这样的文书。"
RETRIAL_DECIDED = "已经决定再审或者抗诉的，所处阶段选“审判监督”。"
BY_ROLE = {
    "被害人": "victim",
    "自诉人": "private_prosecutor",
    "附带民事诉讼原告人": "incidental_plaintiff",
}


@dataclass(frozen=True)
class Finding:
    """Whether one criterion is met, the ground it rests on, and every reason in a sentence; `asks`: what somebody has still to find out,
    said on the screen and on no paper."""

    passed: bool | None
    reasons: tuple = ()
    code: str = ""
    article: str = ""
    codes: tuple = field(default=())
    asks: tuple = ()

    @property
    def text(self):
        return "".join((*self.reasons, *self.asks))

    @property
    def stated(self):
        return "".join(self.reasons)


def matter_of(cause_path):
    """The matter of art. 31 for a cause: names from the cause up to the root, the nearest that is decided. "" when none fits."""
    return next((MATTERS[name] for name in cause_path if name in MATTERS), "")


def labours(crowds, cause_path):
    """A migrant worker's claim for pay of work done without a contract of employment."""
    return "migrant_worker" in crowds and any(name in LABOUR for name in cause_path)


def injured_at_work(cause_path):
    """工伤, whether the accident's damages or the insurance that stands for them are asked for."""
    return any("工伤" in name for name in cause_path)


def special_of(crowds, cause_path, role=""):
    """The codes of art. 32 that follow from crowd, cause and, in a criminal case, position. 英雄烈士保护民事公益诉讼 is no claim of
    relatives."""
    codes = []
    related = role in BY_ROLE or any(word in name for name in cause_path for word in RELATED)
    if related and "abuse_victim" in crowds:
        codes.append("abused")
    if any("见义勇为" in name for name in cause_path):
        codes.append("brave")
    return codes


def scope(kind, cause_path, *, role="", crowds=(), basis="", stage=""):
    """kind: criminal, civil or administrative. cause_path: names from the cause up to the root. `basis`: code of BASES, or PROPERTY,
    as chosen. Once a judgment is final, no cause and no position counts, but whether a retrial was decided on (Law art. 33)."""
    if stage == PETITION:
        return Finding(False, (NO_RETRIAL_YET,), asks=(RETRIAL_DECIDED,))
    if kind == "criminal" or stage == RETRYING:
        ground = RETRIAL if stage == RETRYING else _of(CRIMINAL, BY_ROLE.get(role, "defence"))
        return _within(ground, f"申请事项属于{ground.article}规定的情形：{ground.text}。")

    cause = cause_path[0]
    if basis == PROPERTY:
        return Finding(False, (f"案由“{cause}”：{NO_PERSON_HURT}",))
    if code := matter_of(cause_path) or ("wages" if labours(crowds, cause_path) else ""):
        ground = _of(MATTERS_31, code)
        return _within(ground, f"案由“{cause}”属于{ground.article}规定的“{ground.text}”。")

    codes = (basis, *special_of(crowds, cause_path))
    if ground := next((one for one in BASES if one.code in codes), None):
        return _within(ground, f"申请事项属于{ground.article}“{ground.text}”。")

    reason = f"案由“{cause}”看不出属于法律援助法第三十一条第一项至第八项。"
    asks = (TO_CHOOSE, ABUSED) if "abuse_victim" in crowds else (TO_CHOOSE,)
    return Finding(False, (reason,), asks=asks)


def _of(grounds, code):
    return next(ground for ground in grounds if ground.code == code)


def _within(ground, reason):
    return Finding(True, (reason,), ground.code, ground.article)
