"""Who may be assigned, and in which order to offer them: speciality, load, years, whose turn it is (Law art. 13, 15, 17, 25, 26, 28;
刑事诉讼法; Procedure Rules art. 25-26, 38)."""

from dataclasses import dataclass, replace
from fractions import Fraction

CONFLICT = "其本人或者所在机构在{number}中为对方办理，有利益冲突"
SEASONED = 3  # years; of experience (Procedure Rules art. 25) no text gives a number, art. 26 asks for three of those who defend
CO_ACCUSED = "已为{number}的同案人辩护，一名辩护人不能为两名以上同案人辩护"
FITS = "专长相符"
KEPT_OUT = "已因利益冲突回避本案"
COLLEAGUE = "与原承办人{name}同在一个机构，因利益冲突更换的，请核对"
YEAR = 365  # days looked back on: whoever was given nothing in them has waited longest


@dataclass(frozen=True)
class Standing:
    """What speaks for and against offering a case to somebody, beside what the law asks of him."""

    wish: int = 0  # the recipient asked for him first (1), second; 0: not at all
    volunteered: bool = False  # he put himself forward
    may_speak: str = (
        ""  # what the recipient may need, where nobody asked yet: a note, and no reason to be first
    )
    alike: int = 0  # cases of the same cause he has closed
    known: str = ""  # the earlier case of the same person that he handled
    unwanted: str = ""  # that in which the same person did not want him
    failed: int = 0  # of his cases of the last two years, graded 不合格
    praised: int = 0  # graded 优秀
    near: str = ""  # the station that took the case in, where he is too
    waited: int = YEAR  # days since he was last given a case
    shared: Fraction = Fraction(0)  # cases per head that his kind of handlers was given this year
    kind: str = ""
    expires: str = ""  # the day near by on which his licence ends

    def good(self):
        said = [f"受援人点选的第{self.wish}位"] if self.wish else []
        said += ["自愿报名"] if self.volunteered else []
        said += [f"会{self.may_speak}（受援人可能需要，请向本人核实）"] if self.may_speak else []
        said += [f"办结过同一案由{self.alike}件"] if self.alike else []
        said += [f"办理过本人的{self.known}"] if self.known else []
        said += [f"与{self.near}同在一处"] if self.near else []
        said += [f"近两年优秀{self.praised}件"] if self.praised else []
        return said

    def bad(self):
        said = [f"在{self.unwanted}中本人不同意由其办理"] if self.unwanted else []
        said += [f"近两年不合格{self.failed}件"] if self.failed else []
        said += [f"执业证{self.expires}到期"] if self.expires else []
        return said

    def turn(self):
        """How long he has waited and how much his kind was given."""
        waits = f"{YEAR}天内没有指派" if self.waited >= YEAR else f"上次指派在{self.waited}天前"
        return [waits, f"{self.kind}今年人均{float(self.shared):.1f}件"]


@dataclass(frozen=True)
class Candidate:
    handler: object
    eligible: bool
    reasons: tuple
    load: int
    fits: bool
    before: bool
    own: tuple = ()  # of what bars him that which is his own: of no case and no party
    consentable: bool = False  # nothing but the unit's own conflict stands against it
    standing: Standing = Standing()
    against: tuple = ()  # what bars nobody, yet speaks against it
    ahead: str = ""  # by what he stands before the next one
    seasoned: bool = False  # three years of practice; of defence in a criminal matter


def judge(
    handler,
    *,
    kind,
    on,
    cause_words,
    load,
    notified=False,
    unclear=False,
    defends=False,
    life_or_death=False,
    minor=False,
    declined=False,
    unavailable="",
    conflict="",
    firm_conflict="",
    co_accused="",
    namesake="",
    perhaps_conflict="",
    behind="",
    party="",
    same_person="",
    kept_out=False,
    colleague="",
    before="",
    standing=None,
):
    """handler: kind, qualified, licensed_lawyer, practice_start, criminal_start, specialities, minors; `conflict`, `firm_conflict`: the
    number of the case in which they, or others of their unit, stand on the other side; `co_accused`: of that in which they defend another
    of the same crime; `perhaps_conflict`, `namesake`: the same by the name alone, which warns and bars nobody, as do `behind`: that
    in which they act for one who stands behind the other side, and `party`: on which side of the case somebody of their own name stands;
    `same_person`: on which they stand themselves; `kept_out`: they keep out of it; `colleague`: who has it now, of the same unit;
    `before`: the stage before this one, where they handled it; `standing`: a Standing. Gives a
    Candidate with every reason, good and bad."""
    away = [unavailable] if unavailable else []
    sides = CONFLICT.format(number=conflict or firm_conflict)
    of_case = ["对本案已不接受指派"] if declined else []
    of_case += [sides] if conflict or firm_conflict else []
    of_case += [f"本人就是本案的{same_person}（证件号码相同）"] if same_person else []
    of_case += [KEPT_OUT] if kept_out else []
    of_case += [CO_ACCUSED.format(number=co_accused)] if co_accused else []
    lacks = _not_a_lawyer(handler, kind, notified, defends)
    if life_or_death and _years(handler.criminal_start, on) < 3:
        lacks.append("可能判处无期徒刑、死刑的案件和死刑复核案件须有三年以上刑事辩护经历")
    if minor and kind == "criminal" and not handler.minors:
        lacks.append("未成年人案件须由熟悉未成年人身心特点的律师承办")
    bad = [*away, *of_case, *lacks]

    words = [word for word in handler.specialities.split("、") if word]
    fits = any(word in text for word in words for text in cause_words)
    good = [f"在{namesake}为同名的人辩护，请核对是否同案"] if namesake else []
    good += [f"与本案的{party}同名，请核对是否本人"] if party else []
    if perhaps_conflict and not (conflict or firm_conflict):
        good.append(
            f"其本人或者所在机构在{perhaps_conflict}中的当事人与对方同名或者同音，请核对是否同一人"
        )
    if behind and not (conflict or firm_conflict):
        good.append(f"其本人或者所在机构在{behind}中办理，该案有本案当事人的关系人，请核对")
    if unclear and _years(handler.criminal_start, on) < 3:
        good.append("通知情形看不清，可能判处无期徒刑、死刑的须有三年以上刑事辩护经历，请核对")
    if before:
        good.append(f"承办了前一阶段（{before}）")
    good += [FITS] if fits else []
    good.append(f"执业{_years(handler.practice_start, on)}年")
    good.append(f"在办{load}件")
    good += [*standing.good(), *standing.turn()] if standing else []
    consentable = bad == [sides] and not conflict
    stands = standing or Standing()
    begun = handler.criminal_start if kind == "criminal" else handler.practice_start
    against = [*stands.bad(), *([COLLEAGUE.format(name=colleague)] if colleague else [])]
    facts = {"consentable": consentable, "standing": stands, "against": tuple(against)}
    facts |= {"own": (*away, *lacks), "seasoned": _years(begun, on) >= SEASONED}
    return Candidate(handler, not bad, tuple(bad or good), load, fits, bool(before), **facts)


def _not_a_lawyer(handler, kind, notified, defends):
    """Why this matter is a lawyer's: what is notified, any defence, and whatever a volunteer without licence goes beyond advice in."""
    if handler.kind == "agency" and not handler.qualified:
        return ["法律援助机构工作人员没有登记律师资格或者法律职业资格，不能承办案件"]
    if kind == "criminal" and handler.kind == "grassroots":
        return ["基层法律服务工作者不能承办刑事案件"]
    if handler.licensed_lawyer:
        return []
    if notified:
        return ["通知辩护、通知代理的案件须由律师承办，未登记律师执业证号"]
    if defends:
        return ["刑事辩护须由律师承办，未登记律师执业证号"]
    if handler.kind == "volunteer":
        return ["没有律师执业证号的志愿者可以解答咨询、代拟法律文书，不能承办案件"]
    return []


# in which order, and by what, of two who may have the case one is offered before the other; what is smaller comes first
ORDER = (
    ("受援人点选", lambda one: one.standing.wish or 99),
    ("承办了前一阶段", lambda one: not one.before),
    ("本人没有表示过不同意", lambda one: bool(one.standing.unwanted)),
    ("自愿报名", lambda one: not one.standing.volunteered),
    ("专长相符", lambda one: not one.fits),
    ("办结过同一案由", lambda one: not one.standing.alike),
    ("执业满三年", lambda one: not one.seasoned),
    ("办理过本人的案件", lambda one: not one.standing.known),
    ("近两年不合格的少", lambda one: one.standing.failed),
    ("在办的少", lambda one: one.load),
    ("与受理站点同在一处", lambda one: not one.standing.near),
    ("等候指派的时间长", lambda one: -one.standing.waited),
    ("本类承办人今年人均少", lambda one: one.standing.shared),
    ("近两年优秀的多", lambda one: -one.standing.praised),
    ("按姓名", lambda one: str(one.handler)),
)


def rank(candidates):
    """Eligible first, of them in the ORDER above; each of them told by what he stands before the next one."""

    def place(one):
        return not one.eligible, *(measure(one) for _, measure in ORDER)

    ranked = sorted(candidates, key=place)
    return [
        replace(one, ahead=_ahead(one, after))
        for one, after in zip(ranked, [*ranked[1:], None], strict=True)
    ]


def _ahead(one, after):
    if after is None or not (one.eligible and after.eligible):
        return ""
    return next((name for name, measure in ORDER if measure(one) != measure(after)), "")


def _years(start, on):
    if start is None:
        return 0
    not_yet = (on.month, on.day) < (start.month, start.day)
    return on.year - start.year - not_yet
