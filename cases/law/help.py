"""What cannot be of a duty lawyer's help: organ, name and stage that do not go together, a signature witnessed without a plea (刑事诉讼法)."""

from .notices import TRIAL

NAMES = {
    "police": "公安机关",
    "security": "国家安全机关",
    "procuratorate": "人民检察院",
    "court": "人民法院",
}
MARKS = {"court": "法院", "procuratorate": "检察", "security": "国家安全"}
STAGES_OF = {
    "police": ("侦查",),
    "security": ("侦查",),
    "procuratorate": ("侦查", "审查起诉"),
    "court": TRIAL,
}
STAGES = ("侦查", "审查起诉", *TRIAL)
SUSPECT, ACCUSED = "犯罪嫌疑人", "被告人"


def why_impossible(organ, name, stage):
    """(field, sentence) of the first thing that cannot be, or None."""
    named = next((kind for kind, mark in MARKS.items() if mark in name), "police")
    if named != organ:
        return "organ", f"机关类别是{NAMES[organ]}，与机关名称不符，请核对。"
    if stage not in STAGES_OF[organ]:
        stages = "、".join(STAGES_OF[organ])
        return "stage", f"{NAMES[organ]}的案件，所处阶段只能是{stages}，请核对。"
    return None


def role_at(stage):
    return ACCUSED if stage in TRIAL else SUSPECT


def unproven_witness(acts, plea):
    """The paper whose signing is witnessed is that of who admits guilt and accepts punishment (刑事诉讼法 174)."""
    if "witness" in acts and plea != "admits":
        return "见证签署具结书的，是认罪认罚的案件，请核对。"
    return ""
