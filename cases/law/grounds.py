"""The coded lists of the Law and the official forms. An entry whose article was not verified carries none, so no paper prints it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    code: str
    text: str
    article: str = ""


# Law art. 31: civil and administrative matters in scope
MATTERS_31 = (
    Ground("state_compensation", "依法请求国家赔偿", "法律援助法第三十一条第一项"),
    Ground("social_benefit", "请求给予社会保险待遇或者社会救助", "法律援助法第三十一条第二项"),
    Ground("pension", "请求发给抚恤金", "法律援助法第三十一条第三项"),
    Ground("support", "请求给付赡养费、抚养费、扶养费", "法律援助法第三十一条第四项"),
    Ground("wages", "请求确认劳动关系或者支付劳动报酬", "法律援助法第三十一条第五项"),
    Ground(
        "capacity", "请求认定公民无民事行为能力或者限制民事行为能力", "法律援助法第三十一条第六项"
    ),
    Ground(
        "injury",
        "请求工伤事故、交通事故、食品药品安全事故、医疗事故人身损害赔偿",
        "法律援助法第三十一条第七项",
    ),
    Ground("environment", "请求环境污染、生态破坏损害赔偿", "法律援助法第三十一条第八项"),
    Ground("other_31", "法律、法规、规章规定的其他情形", "法律援助法第三十一条第九项"),
)
PETITION, RETRYING = "申诉", "审判监督"  # before and after a retrial was decided on
ACCUSED = frozenset({"犯罪嫌疑人", "被告人"})
CRIMINAL = (
    Ground(
        "defence", "犯罪嫌疑人、被告人因经济困难或者其他原因没有委托辩护人", "法律援助法第二十四条"
    ),
    Ground("victim", "刑事公诉案件的被害人及其法定代理人或者近亲属", "法律援助法第二十九条"),
    Ground("private_prosecutor", "刑事自诉案件的自诉人及其法定代理人", "法律援助法第二十九条"),
    Ground(
        "incidental_plaintiff", "刑事附带民事诉讼案件的原告人及其法定代理人", "法律援助法第二十九条"
    ),
)
# art. 24 spares a defendant's hardship where another reason stands: which reasons, it does not say, so the list is ours
OTHER_24 = tuple(
    Ground(code, text, "法律援助法第二十四条")
    for code, text in (
        ("other_24_held", "在押，无法自行委托，也联系不上近亲属"),
        ("other_24_none", "没有律师接受委托"),
        ("other_24_ended", "原委托的辩护人不再辩护，来不及另行委托"),
        ("other_24", "因其他原因没有委托辩护人（写在审批意见中）"),
    )
)
# why an organ notifies (art. 25(1), 28), or a court may notify (art. 25(2))
NOTIFIED = (
    Ground("minor", "未成年人", "法律援助法第二十五条第一款第一项"),
    Ground("sensory", "视力、听力、言语残疾人", "法律援助法第二十五条第一款第二项"),
    Ground("capacity", "不能完全辨认自己行为的成年人", "法律援助法第二十五条第一款第三项"),
    Ground("life_or_death", "可能被判处无期徒刑、死刑的人", "法律援助法第二十五条第一款第四项"),
    Ground("death_review", "申请法律援助的死刑复核案件被告人", "法律援助法第二十五条第一款第五项"),
    Ground("absentia", "缺席审判案件的被告人", "法律援助法第二十五条第一款第六项"),
    Ground("other_25", "法律法规规定的其他人员", "法律援助法第二十五条第一款第七项"),
    Ground("ordinary", "适用普通程序审理的案件被告人（可以通知）", "法律援助法第二十五条第二款"),
    # 审查起诉阶段律师辩护全覆盖: no article of the Law, so no paper names one
    Ground("prosecution", "审查起诉阶段没有辩护人的其他犯罪嫌疑人（全覆盖，可以通知）"),
    Ground("commitment", "强制医疗案件被申请人、被告人", "法律援助法第二十八条"),
)
# Law art. 32: not limited by hardship
NOT_LIMITED_32 = (
    Ground("heroes", "英雄烈士近亲属为维护英雄烈士的人格权益", "法律援助法第三十二条第一项"),
    Ground("brave", "因见义勇为行为主张相关民事权益", "法律援助法第三十二条第二项"),
    Ground("acquitted", "再审改判无罪请求国家赔偿", "法律援助法第三十二条第三项"),
    Ground(
        "abused", "遭受虐待、遗弃或者家庭暴力的受害人主张相关权益", "法律援助法第三十二条第四项"
    ),
    Ground("other_32", "法律、法规、规章规定的其他情形", "法律援助法第三十二条第五项"),
)
# Law art. 42: hardship is not checked once the status is proven
EXEMPT_42 = (
    Ground(
        "no_income",
        "无固定生活来源的未成年人、老年人、残疾人等特定群体",
        "法律援助法第四十二条第一项",
    ),
    Ground("assisted", "社会救助、司法救助或者优抚对象", "法律援助法第四十二条第二项"),
    Ground(
        "migrant_worker",
        "申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员",
        "法律援助法第四十二条第三项",
    ),
    Ground("other_42", "法律、法规、规章规定的其他人员", "法律援助法第四十二条第四项"),
)
RETRIAL = Ground(
    "retrial",
    "申诉或者申请再审的案件已决定、裁定再审或者检察院已提出抗诉，当事人没有委托辩护人或者诉讼代理人",
    "法律援助法第三十三条",
)
HARDSHIP = Ground("hardship", "符合本地区经济困难标准", "法律援助法第三十四条")
# a matter is out of the scope of the article that names its applicants
OUT_OF_SCOPE = {
    kind: Ground("out_of_scope", "申请事项不属于法律援助范围", f"法律援助法{articles}")
    for kind, articles in (
        ("civil", "第三十一条"),
        ("accused", "第二十四条"),
        ("victim", "第二十九条"),
        ("criminal", "第二十四条、第二十九条"),
        ("petition", "第三十三条"),
    )
}
REFUSAL = (
    OUT_OF_SCOPE["civil"],
    Ground(
        "not_poor", "不符合经济困难标准，也没有法定免予限制或者核查的情形", "法律援助法第三十四条"
    ),
    Ground("not_party", "申请人不是公民或者符合法定条件的当事人"),
    Ground("not_ours", "依法不由本机构受理", "法律援助法第三十八条"),
    Ground("already_aided", "同一事项已获得法律援助"),
    Ground("applied_twice", "同一事项已有另一件申请正在办理"),
    Ground("repeated", "与此前不予援助的申请事实相同，没有新情况"),
    Ground("own_counsel", "已自行委托律师或者其他代理人"),
)
FIRST_MEETING_TOLD = (
    Ground("duties", "法律援助人员的代理职责"),
    Ground("relief", "发现受援人可能符合司法救助条件的，告知申请方式和途径"),
    Ground("risks", "本案主要诉讼风险及法律后果"),
    Ground("rights", "受援人的权利和义务"),
)
# what an agent may do only where the mandate names it (民诉法 art. 62)
SPECIAL_POWERS = (
    Ground("admit", "代为承认诉讼请求（仲裁请求）"),
    Ground("waive", "代为放弃诉讼请求（仲裁请求）"),
    Ground("change", "代为变更诉讼请求（仲裁请求）"),
    Ground("settle", "进行和解、接受调解"),
    Ground("counterclaim", "提起反诉（反申请）"),
    Ground("appeal", "提起上诉"),
)
LOG_KINDS = tuple(
    Ground(code, text)
    for code, text in (
        ("received", "接受指派及领取案卷"),
        ("contact", "联系办案单位"),
        ("file_reading", "阅卷"),
        ("meeting", "会见（约见）"),
        ("evidence", "调查取证"),
        ("submission", "提交材料"),
        ("discussion", "集体讨论"),
        ("hearing", "参加庭审"),
        ("opinion", "提交法律意见"),
        ("mediation", "参加调解、和解"),
        ("judgment", "领取结案文书"),
        ("other", "其他"),
    )
)
REFER_AWAY = tuple(
    Ground(code, text)
    for code, text in (
        ("organ_county", "办案机关所在地的法律援助机构"),
        ("dispute_county", "争议处理机关所在地的法律援助机构"),
        ("event_county", "事由发生地的法律援助机构"),
        ("labour", "劳动保障监察机构"),
        ("mediation", "人民调解委员会"),
        ("notary", "公证机构"),
        ("petition", "信访部门"),
        ("police", "公安机关"),
        ("other", "其他有权机构"),
    )
)
CROWDS = tuple(
    Ground(code, text)
    for code, text in (
        ("minor", "未成年人"),
        ("elderly", "老年人"),
        ("woman", "妇女"),
        ("disabled", "残疾人"),
        ("blind_deaf_mute", "视力、听力、言语残疾人"),
        ("farmer", "农民"),
        ("migrant_worker", "农民工"),
        ("soldier", "军人"),
        ("soldier_family", "军属"),
        ("veteran", "退役军人"),
        ("preferential", "优抚对象"),
        ("minimum_living", "低保对象"),
        ("destitute", "特困人员"),
        ("unemployed", "失业人员"),
        ("minority", "少数民族"),
        ("foreigner", "外国人、无国籍人"),
        ("abuse_victim", "家庭暴力、虐待、遗弃受害人"),
        ("poor", "一般贫困者"),
        ("other", "其他"),
    )
)
STAGES = tuple(
    Ground(text, text)
    for text in (
        "尚未进入法律程序", "侦查", "审查起诉", "一审", "二审", "审判监督", "仲裁", "调解", "行政处理", "行政复议", "国家赔偿",
        "死刑复核", "申诉", "执行",
    )
)  # fmt: skip
APPLICANT_ROLES = (
    "原告",
    "被告",
    "第三人",
    "申请人",
    "被申请人",
    "犯罪嫌疑人",
    "被告人",
    "被害人",
    "自诉人",
    "附带民事诉讼原告人",
)
MODES = {
    "criminal": tuple(
        Ground(t, t)
        for t in (
            "刑事辩护",
            "刑事被害人代理",
            "刑事附带民事诉讼代理",
            "刑事自诉代理",
            "强制医疗代理",
        )
    ),
    "civil": tuple(Ground(t, t) for t in ("民事诉讼代理", "劳动仲裁代理", "非诉讼代理")),
    "administrative": tuple(
        Ground(t, t) for t in ("行政诉讼代理", "行政复议代理", "国家赔偿代理", "非诉讼代理")
    ),
}


def aid_modes(kind):
    return MODES[kind]


def grant_grounds(kind):
    """What a grant may rest on: the matter in scope and the condition of means, or why a defendant has no counsel without it."""
    others = OTHER_24 if kind == "criminal" else ()
    return (*scope_grounds(kind), HARDSHIP, *others, *NOT_LIMITED_32, *EXEMPT_42)


def scope_grounds(kind):
    return (*(CRIMINAL if kind == "criminal" else MATTERS_31), RETRIAL)


def lacking(kind, codes):
    """What a grant resting on `codes` still lacks: "scope", "means" or "". Art. 32 names matter and means at once; a defendant
    may lack counsel for another reason than hardship, which is named (art. 24)."""
    chosen = set(codes)
    if chosen & {row.code for row in NOT_LIMITED_32}:
        return ""
    if not chosen & {row.code for row in scope_grounds(kind)}:
        return "scope"
    means = {row.code for row in (HARDSHIP, *EXEMPT_42)}
    others = {row.code for row in OTHER_24} if "defence" in chosen else set()
    return "" if chosen & (means | others) else "means"


def refusals(kind, role="", stage=""):
    """What a refusal may rest on (Procedure Rules art. 14 knows three tests: applicant, scope, means); the scope by kind, role and
    stage."""
    side = kind
    if kind == "criminal" and role:
        side = "accused" if role in ACCUSED else "victim"
    if stage == PETITION:
        side = "petition"
    return (OUT_OF_SCOPE.get(side, OUT_OF_SCOPE["civil"]), *REFUSAL[1:])


def text_of(rows, code):
    return next((row.text for row in rows if row.code == code), "")


def find(code):
    """The ground with this code among all that a decision may cite, or None."""
    every = (
        *MATTERS_31,
        *CRIMINAL,
        *OTHER_24,
        RETRIAL,
        HARDSHIP,
        *NOT_LIMITED_32,
        *EXEMPT_42,
        *REFUSAL,
    )
    return next((row for row in every if row.code == code), None)
