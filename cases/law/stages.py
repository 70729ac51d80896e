"""Which stages a matter may stand in, by the form of aid: a matter not before any organ yet may go the way its aid is meant for."""

from .questions import STAGES_OF

BEFORE = "尚未进入法律程序"
TRIALS = ("一审", "二审", "申诉", "审判监督")
OF_MODE = {
    "民事诉讼代理": (BEFORE, "调解", *TRIALS, "执行"),
    "劳动仲裁代理": (BEFORE, "调解", "仲裁"),
    "行政诉讼代理": (BEFORE, *TRIALS, "执行"),
    "行政复议代理": (BEFORE, "行政处理", "行政复议"),
    "国家赔偿代理": (BEFORE, "国家赔偿", *TRIALS),
    "非诉讼代理": (BEFORE, "调解", "行政处理"),
}
OF_ROLE = {
    "犯罪嫌疑人": "刑事辩护",
    "被告人": "刑事辩护",
    "被害人": "刑事被害人代理",
    "自诉人": "刑事自诉代理",
    "附带民事诉讼原告人": "刑事附带民事诉讼代理",
}


def stages(kind, mode=""):
    """The stages offered for a kind of case, and for the form of aid where that is known."""
    of_kind = STAGES_OF[kind]
    return tuple(stage for stage in of_kind if stage in OF_MODE.get(mode, of_kind))


def fits(kind, mode, stage):
    return stage in stages(kind, mode)


def fitting(kind, stage, modes):
    """Of these forms of aid those in which the matter may stand at `stage`; all of them where none knows it."""
    return [mode for mode in modes if fits(kind, mode, stage)] or list(modes)


def proposed(kind, stage, role, modes):
    """The form of aid that follows from the place in the proceedings, or the only one the stage allows; "" where somebody has to choose."""
    if kind == "criminal":
        return OF_ROLE.get(role, "")
    left = fitting(kind, stage, modes)
    return left[0] if len(left) == 1 else ""


def mismatch(kind, mode, stage):
    """The sentence that refuses a stage the form of aid does not know; "" where it does."""
    if fits(kind, mode, stage):
        return ""
    return f"援助方式为“{mode}”的，所处阶段应为{'、'.join(stages(kind, mode))}，不能是“{stage}”。"


# what may follow a stage; first what usually does. 再审 is 审判监督 in the codes of the approval form.
FOLLOWING = {
    "criminal": {
        "侦查": ("审查起诉",),
        "审查起诉": ("一审",),
        "一审": ("二审", "申诉", "审判监督", "死刑复核", "执行"),
        "二审": ("申诉", "审判监督", "死刑复核", "一审", "执行"),
        "死刑复核": ("一审", "二审", "申诉"),
        "申诉": ("审判监督",),
        "审判监督": ("一审", "二审", "申诉", "执行"),
        "执行": ("申诉", "审判监督"),
    },
    "civil": {
        "尚未进入法律程序": ("仲裁", "一审", "调解"),
        "调解": ("仲裁", "一审", "执行"),
        "仲裁": ("一审", "执行"),
        "一审": ("二审", "执行", "申诉", "审判监督"),
        "二审": ("执行", "申诉", "审判监督", "一审"),
        "申诉": ("审判监督",),
        "审判监督": ("执行", "一审", "二审", "申诉"),
        "执行": ("申诉", "审判监督"),
    },
    "administrative": {
        "尚未进入法律程序": ("行政复议", "一审", "行政处理", "国家赔偿"),
        "行政处理": ("行政复议", "一审"),
        "行政复议": ("一审", "执行"),
        "一审": ("二审", "执行", "申诉", "审判监督"),
        "二审": ("执行", "申诉", "审判监督", "一审"),
        "国家赔偿": ("一审", "申诉"),
        "申诉": ("审判监督",),
        "审判监督": ("执行", "一审", "二审", "申诉"),
        "执行": ("申诉", "审判监督"),
    },
}
BEFORE_TRIAL = ("侦查", "审查起诉")


def following(kind, stage):
    """The stages that may follow this one, the usual one first."""
    return FOLLOWING[kind].get(stage, ())


def role_at(stage, role):
    """Whoever is accused is a defendant once there is a trial."""
    return "被告人" if role == "犯罪嫌疑人" and stage not in BEFORE_TRIAL else role


def mode_at(kind, stage, mode, role, modes):
    """The form of aid goes on where the stage knows it; else that which follows, or "" where somebody has to choose."""
    return mode if mode and fits(kind, mode, stage) else proposed(kind, stage, role, modes)
