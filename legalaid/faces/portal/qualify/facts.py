"""What the answers mean to the law modules the staff's pages ask too. Pure."""

from cases.law import exemption
from cases.law.scope import PROPERTY, scope

from .matters import MATTERS

YES, NO, UNSURE = "yes", "no", "unsure"
FINAL, RETRIAL = "final", "retrial"
SOLDIER = "soldier"
AIDED = "aided"  # 社会救助 or 司法救助 that has no crowd of its own
STAGE = {
    "none": "尚未进入法律程序",
    "going": "一审",
    "enforce": "执行",
    FINAL: "申诉",
    RETRIAL: "审判监督",
}
MUST_BE_DEFENDED = {
    "minor": "法律援助法第二十五条第一款第一项",
    "blind_deaf_mute": "法律援助法第二十五条第一款第二项",
    "unaware": "法律援助法第二十五条第一款第三项",
    "life_or_death": "法律援助法第二十五条第一款第四项",
    "death_review": "法律援助法第二十五条第一款第五项",
    "absentia": "法律援助法第二十五条第一款第六项",
    "commitment": "法律援助法第二十八条",
}


def matter_of(answers):
    return MATTERS[answers["matter"]]


def crowds_of(answers):
    """Who cannot see, hear or speak is disabled, whatever else was ticked."""
    said = {*answers.get("crowds", ()), *matter_of(answers).crowds}
    return said | {"disabled"} if "blind_deaf_mute" in said else said


def basis_of(answers):
    return PROPERTY if answers.get("hurt") == NO else matter_of(answers).basis


def stage_of(answers):
    """Of a criminal matter that is under way, any stage before the judgment is final reads alike here."""
    criminal = matter_of(answers).kind == "criminal"
    stage = STAGE[answers["stage"]]
    return "侦查" if criminal and stage in ("尚未进入法律程序", "一审", "执行") else stage


def scope_of(answers):
    matter, crowds = matter_of(answers), crowds_of(answers)
    known = {"role": matter.role, "crowds": crowds, "basis": basis_of(answers)}
    return scope(matter.kind, matter.path, stage=stage_of(answers), **known)


def not_limited(answers):
    """Favours of art. 32."""
    matter = matter_of(answers)
    return exemption.not_limited(crowds_of(answers), matter.path, basis_of(answers), matter.role)


def exempt(answers):
    """Favours of art. 42; that nobody provides for a minor, an old or a disabled person was asked."""
    crowds = crowds_of(answers)
    alone = answers.get("income_source") == NO and crowds & set(exemption.MAY_LACK_INCOME)
    status = "no_income" if alone else "assisted" if AIDED in crowds else ""
    return exemption.exempt(crowds, matter_of(answers).path, status)


def must_be_defended(answers):
    """The article by which the organ notifies us and nobody has to apply; "" where somebody has."""
    said = {*crowds_of(answers), *answers.get("grave", ())}
    found = (article for reason, article in MUST_BE_DEFENDED.items() if reason in said)
    return next(found, "") if is_accused(answers) else ""


def is_accused(answers):
    return matter_of(answers).role == "被告人"


def counts_means(answers):
    """Whether hardship has to be looked at, as far as is answered."""
    if answers.get("lawyer") == YES or must_be_defended(answers):
        return False
    if "stage" not in answers or (matter_of(answers).hurt and "hurt" not in answers):
        return False
    return scope_of(answers).passed and not (not_limited(answers) or exempt(answers))
