"""Which notices cannot be: organ, stage, position, age and situation that do not go together (Law art. 25, 28, 36; 刑事诉讼法)."""

from dataclasses import dataclass
from unicodedata import normalize

from .unclear import SAID

ORDINARY_TRIAL = ("一审", "二审", "审判监督")
TRIAL = (*ORDINARY_TRIAL, "死刑复核")
STAGES_OF = {"police": ("侦查",), "procuratorate": ("侦查", "审查起诉"), "court": TRIAL}
NAMES = {"police": "公安机关", "procuratorate": "人民检察院", "court": "人民法院"}
SUSPECT, ACCUSED, RESPONDENT = "犯罪嫌疑人", "被告人", "被申请人"
ADULT = 18  # years
BRACKETS = str.maketrans("([{【［〖", "〔〔〔〔〔〔") | str.maketrans(")]}】］〗", "〕〕〕〕〕〕")


def in_one_spelling(number):
    """清检援通〔2026〕5号, whichever brackets, spaces and wide figures it was typed with: one paper is registered once."""
    return "".join(normalize("NFKC", number).split()).translate(BRACKETS)


@dataclass(frozen=True)
class Situation:
    """Who alone can notify of it, at which stages, for whom in which position; the sentence that says so."""

    organ: str
    stages: tuple
    roles: tuple
    sentence: str


LIMITED = {
    "ordinary": Situation(
        "court",
        ORDINARY_TRIAL,
        (ACCUSED,),
        "这一情形只能由人民法院为审判阶段的被告人通知（法律援助法第二十五条第二款）。",
    ),
    "prosecution": Situation(
        "procuratorate",
        ("审查起诉",),
        (SUSPECT,),
        "这一情形只能由人民检察院在审查起诉阶段为犯罪嫌疑人通知。",
    ),
    "death_review": Situation(
        "court", ("死刑复核",), (ACCUSED,), "这一情形只能由人民法院为死刑复核案件的被告人通知。"
    ),
    "absentia": Situation(
        "court",
        ORDINARY_TRIAL,
        (ACCUSED,),
        "缺席审判只能由人民法院在审判阶段为被告人通知（法律援助法第二十五条第一款第六项）。",
    ),
    "commitment": Situation(
        "court",
        ORDINARY_TRIAL,
        (RESPONDENT, ACCUSED),
        "强制医疗只能由人民法院为被申请人或者被告人通知（法律援助法第二十八条）。",
    ),
}
# for those who are none of art. 25(1)
LEFT_OVER = ("ordinary", "prosecution")


def must_be_defended(situation):
    """Art. 25(1) and 28 leave no choice; of the others a lawyer may be asked for."""
    return bool(situation) and situation not in LEFT_OVER


def answered_by(situation):
    """The article an answer to the organ rests on: the one on its duty to notify and ours to answer, or on the court's choice; of
    审查起诉阶段全覆盖 the Law has none, and of what is not known none is named."""
    return {"ordinary": "第二十五条第二款", "prosecution": "", "unclear": ""}.get(
        situation, "第三十六条"
    )


def why_impossible(situation, *, organ, organ_name, stage, role, age=None, crowds=()):
    """(field, sentence) of the first thing that cannot be, or None. `organ`: police, procuratorate or court; `age` on the day of
    the notice, if known: who comes of age while it is on its way was to be notified of."""
    checks = (
        _organ(organ, organ_name),
        _stage(organ, stage),
        _role(situation, organ, stage, role),
        _situation(situation, organ, stage, role),
        _person(situation, age, crowds),
    )
    return next(filter(None, checks), None)


def _organ(organ, name):
    says = {"court": "法院" in name, "procuratorate": "检察" in name}
    says["police"] = not any(says.values())
    if says[organ]:
        return None
    return "organ", f"机关类别是{NAMES[organ]}，与机关名称不符，请核对。"


def _stage(organ, stage):
    if stage in (*STAGES_OF[organ], SAID):
        return None
    stages = "、".join(STAGES_OF[organ])
    return "stage", f"{NAMES[organ]}通知的，所处阶段只能是{stages}，请核对通知书。"


def _role(situation, organ, stage, role):
    if role == RESPONDENT and situation not in ("commitment", "unclear"):
        return "applicant_role", "“被申请人”只用于强制医疗案件，请核对诉讼地位或者通知情形。"
    if stage == SAID and (organ == "court") == (role == SUSPECT):
        return "applicant_role", f"{NAMES[organ]}通知的，请核对诉讼地位。"
    if stage in TRIAL and role == SUSPECT:
        return "applicant_role", f"{stage}阶段是被告人，请核对诉讼地位或者所处阶段。"
    if stage not in (*TRIAL, SAID) and role != SUSPECT:
        return "applicant_role", f"{stage}阶段是犯罪嫌疑人，请核对诉讼地位或者所处阶段。"
    return None


def _situation(situation, organ, stage, role):
    row = LIMITED.get(situation)
    if row and not (organ == row.organ and stage in (*row.stages, SAID) and role in row.roles):
        return "notified", row.sentence
    return None


def _person(situation, age, crowds):
    minor = age is not None and age < ADULT
    if situation == "minor" and age is not None and not minor:
        return (
            "notified",
            f"按出生日期，通知书日期时{age}岁，不是未成年人，请核对出生日期或者通知情形。",
        )
    if situation == "capacity" and minor:
        return "notified", f"按出生日期，通知书日期时{age}岁，是未成年人，请选“未成年人”。"
    if situation in LEFT_OVER and (minor or "blind_deaf_mute" in crowds):
        return (
            "notified",
            "是未成年人或者视力、听力、言语残疾人的，请选第二十五条第一款的相应情形。",
        )
    return None
