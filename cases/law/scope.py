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
BASES = (
    *MATTERS_31,
    RETRIAL,
    *NOT_LIMITED_32,
)  # what the window may choose where the cause does not tell


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
    found = (
        ["abused"]
        if "abuse_victim" in crowds and any(word in name for name in cause_path for word in RELATED)
        else []
    )
    return found + (["brave"] if any("见义勇为" in name for name in cause_path) else [])


def scope(kind, cause_path, *, role="", crowds=(), basis=""):
    """kind: criminal, civil or administrative. cause_path: names from the cause up to the root. `basis`: code of BASES, as chosen."""
    if kind == "criminal":
        code = {
            "被害人": "victim",
            "自诉人": "private_prosecutor",
            "附带民事诉讼原告人": "incidental_plaintiff",
        }.get(role, "defence")
        ground = next(g for g in CRIMINAL if g.code == code)
        return Finding(
            True,
            (f"申请事项属于{ground.article}规定的情形：{ground.text}。",),
            ground.code,
            ground.article,
        )
    code = matter_of(cause_path)
    if code:
        ground = next(g for g in MATTERS_31 if g.code == code)
        return Finding(
            True,
            (f"案由“{cause_path[0]}”属于{ground.article}规定的“{ground.text}”。",),
            code,
            ground.article,
        )
    if ground := next(
        (g for g in BASES if g.code in (basis, *special_of(crowds, cause_path))), None
    ):
        return Finding(
            True, (f"申请事项属于{ground.article}“{ground.text}”。",), ground.code, ground.article
        )
    reason = f"案由“{cause_path[0]}”看不出属于法律援助法第三十一条第一项至第八项；按请求能确定的，请选定所依据的情形（含本省补充范围，第九项）。"
    if "abuse_victim" in crowds:
        reason += "申请人系家庭暴力、虐待、遗弃受害人，请问明是否主张相关权益（第三十二条第四项）。"
    return Finding(False, (reason,))
