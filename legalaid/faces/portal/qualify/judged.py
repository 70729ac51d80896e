"""What the answers come to: criterion by criterion, never a promise. Pure; by the same law modules the staff's pages ask."""

from dataclasses import dataclass
from decimal import Decimal

from cases.law.checklist import materials
from cases.law.grounds import CRIMINAL, RETRIAL
from cases.law.jurisdiction import ARTICLE as WHERE
from cases.law.jurisdiction import jurisdiction
from cases.law.means import DOCUMENTS, PASSED, means_test

from .facts import (
    FINAL,
    MUST_BE_DEFENDED,
    NO,
    SOLDIER,
    UNSURE,
    YES,
    crowds_of,
    exempt,
    matter_of,
    must_be_defended,
    not_limited,
    scope_of,
    stage_of,
)
from .plain import PLAIN

GOOD, MAYBE, BAD = "good", "maybe", "bad"
SOLDIERS = "法律援助法第七十条"  # their rules are others' to make; the text was not read here, so a person answers
CRIMINAL_OR_RETRIAL = {ground.code for ground in (*CRIMINAL, RETRIAL)}
COUNTY, ELSEWHERE = "本县", "外县"


@dataclass(frozen=True)
class Criterion:
    """`verdict`: good, maybe or bad; `code`: its plain sentence; `reasons`: the arithmetic, where there is some."""

    name: str
    verdict: str
    code: str
    article: str = ""
    reasons: tuple = ()

    @property
    def plain(self):
        return PLAIN[self.code]


@dataclass(frozen=True)
class Judged:
    criteria: tuple
    bring: tuple
    guide: str

    @property
    def verdict(self):
        """As good as its worst criterion."""
        found = {one.verdict for one in self.criteria}
        return BAD if BAD in found else MAYBE if MAYBE in found else GOOD

    @property
    def is_elsewhere(self):
        """Whether nothing but the place speaks against it."""
        return {one.code for one in self.criteria if one.verdict != GOOD} == {"elsewhere"}


def judge(answers, standard):
    """`standard`: a means.Standard, or None while the office entered none."""
    criteria = [_matter(answers)]
    if criteria[0].verdict == GOOD:
        criteria += [_means(answers, standard), _counsel(answers), _foreigner(answers)]
    criteria.append(_place(answers))

    found = tuple(one for one in criteria if one)
    return Judged(found, _bring(answers), matter_of(answers).guide)


def _matter(answers):
    found = scope_of(answers)
    if found.passed:
        return Criterion("事情在不在范围里", GOOD, found.code, found.article)
    if answers["stage"] == FINAL:
        return Criterion("事情在不在范围里", BAD, "petition", "法律援助法第三十三条")

    if "abuse_victim" in crowds_of(answers):
        return Criterion("事情在不在范围里", MAYBE, "abused_asks", "法律援助法第三十二条第四项")
    if unless := matter_of(answers).unless:
        return Criterion("事情在不在范围里", MAYBE, *unless)
    if SOLDIER in crowds_of(answers):
        return Criterion("事情在不在范围里", MAYBE, "soldiers", SOLDIERS)
    if answers.get("hurt") == NO:
        return Criterion("事情在不在范围里", BAD, "property", "法律援助法第三十一条第七项")
    return Criterion("事情在不在范围里", BAD, "out_of_scope", "法律援助法第三十一条")


def _means(answers, standard):
    name = "看不看经济条件"
    if article := must_be_defended(answers):
        asked = article == MUST_BE_DEFENDED["death_review"]
        return Criterion(name, GOOD, "death_review" if asked else "must_defend", article)
    favour = next(iter((*not_limited(answers), *exempt(answers))), None)
    if favour:
        return Criterion(name, GOOD, favour.ground.code, favour.ground.article)
    if answers.get("lawyer") == YES:
        return None

    told = means_test(
        incomes_of(answers),
        standard,
        savings=_money(answers, "savings"),
        own_savings=_money(answers, "savings"),
        opponent_in_household=answers.get("home") == YES,
        committed=True,
    )
    article = "法律援助法第三十四条"
    if told.result == DOCUMENTS:
        return Criterion(name, MAYBE, "no_standard", article)
    if told.result == PASSED:
        return Criterion(name, GOOD, "hardship", article, told.reasons)
    if scope_of(answers).code == "defence":
        return Criterion(name, MAYBE, "other_reason", "法律援助法第二十四条", told.reasons)
    if SOLDIER in crowds_of(answers):
        return Criterion(name, MAYBE, "soldiers", SOLDIERS, told.reasons)
    return Criterion(name, BAD, "not_poor", article, told.reasons)


def incomes_of(answers):
    """Monthly yuan of each member of the household; who earns how much is not asked here."""
    if answers.get("home") == YES:
        return [Decimal(answers["own_income"])]
    return [Decimal(answers["income"]), *[Decimal(0)] * (answers["heads"] - 1)]


def _money(answers, key):
    return Decimal(answers[key]) if key in answers else None


def _counsel(answers):
    if answers["lawyer"] == YES:
        return Criterion("有没有律师", BAD, "own_counsel", _without_counsel(answers))
    return None


def _without_counsel(answers):
    """The article that asks for nobody retained."""
    if article := must_be_defended(answers):
        return article
    found = scope_of(answers)
    return found.article if found.code in CRIMINAL_OR_RETRIAL else "法律援助法第三十一条"


def _foreigner(answers):
    if "foreigner" in crowds_of(answers) and not must_be_defended(answers):
        return Criterion("是不是中国公民", MAYBE, "foreigner", "法律援助法第六十九条")
    return None


def _place(answers):
    organ = {YES: COUNTY, NO: ELSEWHERE, UNSURE: ""}[answers["here"]]
    found = jurisdiction(stage_of(answers), organ, COUNTY)
    if found.passed:
        return Criterion("该向哪里申请", GOOD, "here", WHERE)
    if answers["here"] == NO:
        return Criterion("该向哪里申请", BAD, "elsewhere", WHERE)
    return Criterion("该向哪里申请", MAYBE, "ask_where", WHERE)


def _bring(answers):
    """[Material] as the desk would ask for."""
    matter = matter_of(answers)
    spared, proven = not_limited(answers), exempt(answers)
    return materials(
        matter.kind,
        matter.path,
        exempt_proof=proven[0].proof if proven and not spared else "",
        not_limited_proof=spared[0].proof if spared else "",
        needs_means=not (spared or must_be_defended(answers)),
        basis=matter.basis,
    )
