"""Who may be assigned, and in which order to offer them: speciality, load, years (Law art. 13, 17, 25, 26, 28; 刑事诉讼法; Procedure Rules
art. 25-26, 38)."""

from dataclasses import dataclass

CONFLICT = "其本人或者所在机构在{number}中为对方办理，有利益冲突"


@dataclass(frozen=True)
class Candidate:
    handler: object
    eligible: bool
    reasons: tuple
    load: int
    fits: bool
    before: bool
    consentable: bool = False  # nothing but the unit's own conflict stands against it


def judge(
    handler,
    *,
    kind,
    on,
    cause_words,
    load,
    notified=False,
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
    before="",
):
    """handler: kind, qualified, licensed_lawyer, practice_start, criminal_start, specialities, minors; `conflict`, `firm_conflict`: the
    number of the case in which they, or others of their unit, stand on the other side; `co_accused`: of that in which they defend another
    of the same crime; `perhaps_conflict`, `namesake`: the same by the name alone, which warns and bars nobody, as do `behind`: that
    in which they act for one who stands behind the other side, and `party`: on which side of the case somebody of their own name stands;
    `same_person`: on which they stand themselves; `before`: the stage before this one, where they handled it. Gives a Candidate with
    every reason, good and bad."""
    bad = [unavailable] if unavailable else []
    if declined:
        bad.append("对本案已不接受指派")
    sides = CONFLICT.format(number=conflict or firm_conflict)
    if conflict or firm_conflict:
        bad.append(sides)
    if same_person:
        bad.append(f"本人就是本案的{same_person}（证件号码相同）")
    if handler.kind == "agency" and not handler.qualified:
        bad.append("法律援助机构工作人员没有登记律师资格或者法律职业资格，不能承办案件")
    if co_accused:
        bad.append(f"已为{co_accused}的同案人辩护，一名辩护人不能为两名以上同案人辩护")
    bad += _not_a_lawyer(handler, kind, notified, defends)
    if life_or_death and _years(handler.criminal_start, on) < 3:
        bad.append("可能判处无期徒刑、死刑的案件和死刑复核案件须有三年以上刑事辩护经历")
    if minor and kind == "criminal" and not handler.minors:
        bad.append("未成年人案件须由熟悉未成年人身心特点的律师承办")

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
    if before:
        good.append(f"承办了前一阶段（{before}）")
    good += ["专长相符"] if fits else []
    good.append(f"执业{_years(handler.practice_start, on)}年")
    good.append(f"在办{load}件")
    consentable = bad == [sides] and not conflict
    return Candidate(handler, not bad, tuple(bad or good), load, fits, bool(before), consentable)


def _not_a_lawyer(handler, kind, notified, defends):
    """Why this matter is a lawyer's: what is notified, any defence, and whatever a volunteer without licence goes beyond advice in."""
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


def rank(candidates):
    """Eligible first, of them whoever handled the stage before, then those whose speciality fits, then the lighter load, then by name."""

    def place(one):
        return not one.eligible, not one.before, not one.fits, one.load, str(one.handler)

    return sorted(candidates, key=place)


def _years(start, on):
    if start is None:
        return 0
    not_yet = (on.month, on.day) < (start.month, start.day)
    return on.year - start.year - not_yet
