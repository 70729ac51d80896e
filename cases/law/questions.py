"""What the intake form need not ask of this person and this cause (report S15: no more questions than the matter needs)."""

from dataclasses import dataclass

from .grounds import ACCUSED, APPLICANT_ROLES, MODES, STAGES

CRIMINAL_ROLES = ("犯罪嫌疑人", "被告人", "被害人", "自诉人", "附带民事诉讼原告人")
CRIMINAL_STAGES = ("侦查", "审查起诉", "一审", "二审", "死刑复核", "申诉", "审判监督", "执行")
CIVIL_STAGES = ("尚未进入法律程序", "调解", "仲裁", "一审", "二审", "申诉", "审判监督", "执行")
ADMINISTRATIVE_STAGES = (
    "尚未进入法律程序",
    "行政处理",
    "行政复议",
    "一审",
    "二审",
    "申诉",
    "审判监督",
    "国家赔偿",
    "执行",
)
STAGES_OF = {
    "criminal": CRIMINAL_STAGES,
    "civil": CIVIL_STAGES,
    "administrative": ADMINISTRATIVE_STAGES,
}
MEANS = (
    "own_income",
    "savings",
    "own_savings",
    "debts",
    "housing",
    "vehicle",
    "spending",
    "members",
    "committed",
)


@dataclass(frozen=True)
class Questions:
    """Names not asked, and the answers a choice offers."""

    hidden: frozenset
    stages: tuple
    roles: tuple
    modes: tuple


def questions(
    *, kind="", matter="", family=False, role="", knows_sex=False, knows_birth=False, limited=True
):
    """kind "" while no cause is chosen: everything is asked. `family`: a matter between relatives; `limited`: the means count."""
    hidden = {name for name, known in (("sex", knows_sex), ("birth", knows_birth)) if known}
    if not limited:
        hidden |= {*MEANS, "opponent_in_household", "status"}
    elif not family:
        hidden |= {"opponent_in_household", "own_savings"}
    if matter == "capacity":
        hidden |= {"amount", "opponents"}
    hidden |= _not_in_criminal(role) if kind == "criminal" else {"co_accused"}

    if not kind:
        every = [mode.code for modes in MODES.values() for mode in modes]
        stages, roles, modes = (stage.code for stage in STAGES), APPLICANT_ROLES, every
    else:
        criminal = kind == "criminal"
        others = [role for role in APPLICANT_ROLES if role not in CRIMINAL_ROLES]
        stages, roles = STAGES_OF[kind], CRIMINAL_ROLES if criminal else others
        modes = [mode.code for mode in MODES[kind]]
    return Questions(frozenset(hidden), tuple(stages), tuple(roles), tuple(dict.fromkeys(modes)))


def _not_in_criminal(role):
    hidden = {"basis"}
    if role != "附带民事诉讼原告人":
        hidden.add("amount")
    hidden.add("opponents" if not role or role in ACCUSED else "co_accused")
    return hidden
