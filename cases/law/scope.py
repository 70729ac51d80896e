"""Is the matter within the Law? Read from the cause of action and its ancestors in the court's tree (Law art. 24, 29, 31)."""

from dataclasses import dataclass, field

from .grounds import CRIMINAL, MATTERS_31, NOT_LIMITED_32, RETRIAL

# words in a cause or its ancestors -> matter of art. 31, most specific first
WORDS = (
    ("wages", ("劳动报酬", "确认劳动关系", "工资", "劳动关系")),
    ("injury", ("工伤", "交通事故", "医疗损害", "医疗事故", "食品", "药品")),
    ("support", ("抚养费", "赡养费", "扶养费", "抚养纠纷", "赡养纠纷", "扶养纠纷")),
    ("capacity", ("无民事行为能力", "限制民事行为能力", "认定公民")),
    ("environment", ("环境污染", "生态破坏")),
    ("pension", ("抚恤金",)),
    (
        "social_benefit",
        (
            "社会保险",
            "养老保险",
            "医疗保险",
            "失业保险",
            "生育保险",
            "最低生活保障",
            "社会救助",
            "社会保障",
        ),
    ),
    ("state_compensation", ("国家赔偿", "行政赔偿", "司法赔偿")),
)
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
# what the window may choose where the cause does not tell
BASES = (*MATTERS_31, RETRIAL, *NOT_LIMITED_32)
BY_ROLE = {
    "被害人": "victim",
    "自诉人": "private_prosecutor",
    "附带民事诉讼原告人": "incidental_plaintiff",
}


@dataclass(frozen=True)
class Finding:
    """Whether one criterion is met, the ground it rests on, and every reason in a sentence."""

    passed: bool | None
    reasons: tuple = ()
    code: str = ""
    article: str = ""
    codes: tuple = field(default=())

    @property
    def text(self):
        return "".join(self.reasons)


def matter_of(cause_path):
    """The matter of art. 31 for a cause: names from the cause up to the root. "" when none fits."""
    for name in cause_path:
        for code, words in WORDS:
            if any(word in name for word in words):
                return code
    return ""


def special_of(crowds, cause_path):
    """The codes of art. 32 that follow from crowd and cause. 英雄烈士保护民事公益诉讼 is no claim of relatives."""
    codes = []
    related = any(word in name for name in cause_path for word in RELATED)
    if related and "abuse_victim" in crowds:
        codes.append("abused")
    if any("见义勇为" in name for name in cause_path):
        codes.append("brave")
    return codes


def scope(kind, cause_path, *, role="", crowds=(), basis=""):
    """kind: criminal, civil or administrative. cause_path: names from the cause up to the root. `basis`: code of BASES, as chosen."""
    if kind == "criminal":
        ground = _of(CRIMINAL, BY_ROLE.get(role, "defence"))
        return _within(ground, f"申请事项属于{ground.article}规定的情形：{ground.text}。")

    cause = cause_path[0]
    if code := matter_of(cause_path):
        ground = _of(MATTERS_31, code)
        return _within(ground, f"案由“{cause}”属于{ground.article}规定的“{ground.text}”。")

    codes = (basis, *special_of(crowds, cause_path))
    if ground := next((one for one in BASES if one.code in codes), None):
        return _within(ground, f"申请事项属于{ground.article}“{ground.text}”。")

    reason = f"案由“{cause}”看不出属于法律援助法第三十一条第一项至第八项；{TO_CHOOSE}"
    if "abuse_victim" in crowds:
        reason += "申请人系家庭暴力、虐待、遗弃受害人，请问明是否主张相关权益（第三十二条第四项）。"
    return Finding(False, (reason,))


def _of(grounds, code):
    return next(ground for ground in grounds if ground.code == code)


def _within(ground, reason):
    return Finding(True, (reason,), ground.code, ground.article)
