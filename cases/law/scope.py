"""Is the matter within the Law? Read from the cause of action and its ancestors in the court's tree (Law art. 24, 29, 31)."""

from dataclasses import dataclass, field

from .grounds import CRIMINAL, MATTERS_31

# words in a cause or its ancestors -> matter of art. 31, most specific first
WORDS = (
    ("wages", ("劳动报酬", "确认劳动关系", "工资", "劳动关系")),
    ("injury", ("工伤", "交通事故", "医疗损害", "医疗事故", "食品", "药品", "产品责任")),
    ("support", ("抚养费", "赡养费", "扶养费", "抚养纠纷", "赡养纠纷", "扶养纠纷")),
    ("capacity", ("无民事行为能力", "限制民事行为能力", "认定公民")),
    ("environment", ("环境污染", "生态破坏")),
    ("pension", ("抚恤金",)),
    ("social_benefit", ("社会保险", "养老保险", "医疗保险", "失业保险", "生育保险", "最低生活保障", "社会救助", "社会保障")),
    ("state_compensation", ("国家赔偿", "行政赔偿", "司法赔偿")),
)
# labour matters that are claims for pay in substance
PAY = ("经济补偿金", "劳动争议", "劳动合同纠纷", "劳务合同")


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
    if any(word in name for name in cause_path for word in PAY):
        return "wages"
    return ""


def scope(kind, cause_path, *, role="", crowds=()):
    """kind: criminal, civil or administrative. cause_path: names from the cause up to the root."""
    if kind == "criminal":
        code = {"被害人": "victim", "自诉人": "private_prosecutor", "附带民事诉讼原告人": "incidental_plaintiff"}.get(
            role, "defence"
        )
        ground = next(g for g in CRIMINAL if g.code == code)
        return Finding(True, (f"申请事项属于{ground.article}规定的情形：{ground.text}。",), ground.code, ground.article)
    code = matter_of(cause_path)
    if code:
        ground = next(g for g in MATTERS_31 if g.code == code)
        return Finding(True, (f"案由“{cause_path[0]}”属于{ground.article}规定的“{ground.text}”。",), code, ground.article)
    if "abuse_victim" in crowds:
        reason = "申请人系家庭暴力、虐待、遗弃受害人主张相关权益，依据法律援助法第三十二条第四项。"
        return Finding(True, (reason,), "abused", "法律援助法第三十二条第四项")
    reason = f"案由“{cause_path[0]}”不在法律援助法第三十一条第一项至第八项之内；本省补充范围（第九项）请审查人员核对。"
    return Finding(False, (reason,))
