"""Relief from fees and judicial aid for somebody who is aided (Law art. 53; 诉讼费用交纳办法 art. 45-47): what may be asked, and on what it rests."""

from .grounds import Ground

LAW = "法律援助法第五十三条"
RULES = "诉讼费用交纳办法"
COURT_FEE, COPYING, NOTARY, FORENSIC, AID = (
    "court_fee", "copying", "notary", "forensic", "judicial_aid",
)  # fmt: skip
KINDS = (
    (COURT_FEE, "诉讼费用"),
    (COPYING, "复制案件材料的费用"),
    (NOTARY, "公证费"),
    (FORENSIC, "司法鉴定费"),
    (AID, "司法救助"),
)
DEFER, REDUCE, WAIVE = "缓交", "减交", "免交"
FORMS = (DEFER, REDUCE, WAIVE)
OUTSIDE = {REDUCE: "减收", WAIVE: "免收"}  # as art. 53 says it of all but court fees
GRANTED, PARTLY, REFUSED, MISTAKEN = "granted", "partly", "refused", "mistaken"
RESULTS = (
    (GRANTED, "准许"),
    (PARTLY, "部分准许"),
    (REFUSED, "不准许"),
    (MISTAKEN, "登记有误，作废"),
)
# what the other side must grant, or may; of art. 47(3) nothing needs to be shown but the decision to aid
GROUNDS = {
    WAIVE: (
        Ground("waive_disabled", "残疾人无固定生活来源", f"{RULES}第四十五条第一项"),
        Ground("waive_support", "追索赡养费、扶养费、抚育费、抚恤金", f"{RULES}第四十五条第二项"),
        Ground(
            "waive_assisted",
            "最低生活保障对象、农村特困定期救济对象、农村五保供养对象或者领取失业保险金人员，无其他收入",
            f"{RULES}第四十五条第三项",
        ),
        Ground("waive_brave", "因见义勇为或者为保护社会公共利益致使自身合法权益受到损害，本人或者其近亲属请求赔偿或者补偿", f"{RULES}第四十五条第四项"),
        Ground("waive_other", "确实需要免交的其他情形", f"{RULES}第四十五条第五项"),
    ),
    REDUCE: (
        Ground("reduce_disaster", "因自然灾害等不可抗力造成生活困难，正在接受社会救济，或者家庭生产经营难以为继", f"{RULES}第四十六条第一项"),
        Ground("reduce_preferential", "属于国家规定的优抚、安置对象", f"{RULES}第四十六条第二项"),
        Ground("reduce_other", "确实需要减交的其他情形", f"{RULES}第四十六条第四项"),
    ),
    DEFER: (
        Ground("defer_insurance", "追索社会保险金、经济补偿金", f"{RULES}第四十七条第一项"),
        Ground("defer_injury", "海上事故、交通事故、医疗事故、工伤事故、产品质量事故或者其他人身伤害事故的受害人请求赔偿", f"{RULES}第四十七条第二项"),
        Ground("defer_aided", "正在接受有关部门法律援助", f"{RULES}第四十七条第三项"),
        Ground("defer_other", "确实需要缓交的其他情形", f"{RULES}第四十七条第四项"),
    ),
}  # fmt: skip
EVERY = tuple(ground for form in FORMS for ground in GROUNDS[form])
OF_CROWD = {
    "disabled": "waive_disabled",
    "blind_deaf_mute": "waive_disabled",
    "minimum_living": "waive_assisted",
    "destitute": "waive_assisted",
    "preferential": "reduce_preferential",
}
OF_MATTER = {
    "support": "waive_support",
    "pension": "waive_support",
    "brave": "waive_brave",
    "social_benefit": "defer_insurance",
    "injury": "defer_injury",
}
ONLY_COURTS = "只有诉讼费用可以申请缓交；其他费用申请减收或者免收。"
NO_GROUND = "请选择依据的情形。"
OTHER_FORM = "“{}”不是“{}”的情形。"


def suggested(crowds, matter):
    """Codes of the grounds the file speaks for, to be looked into; that the person is aided is always one."""
    found = [OF_CROWD[code] for code in crowds if code in OF_CROWD]
    found += [OF_MATTER[matter]] if matter in OF_MATTER else []
    return list(dict.fromkeys([*found, "defer_aided"]))


def unfitting(kind, form, codes):
    """The sentence that refuses grounds of another form of relief; only court fees ask for one (the Law asks none of the others)."""
    if kind != COURT_FEE:
        return ONLY_COURTS if form == DEFER else ""
    if not codes:
        return NO_GROUND
    own = {ground.code for ground in GROUNDS[form]}
    other = next(
        (ground for ground in EVERY if ground.code in codes and ground.code not in own), None
    )
    return OTHER_FORM.format(other.text, form) if other else ""
