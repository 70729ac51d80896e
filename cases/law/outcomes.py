"""Which results a case can have, by kind and forum (statistics tables 5-7)."""

CRIMINAL = ("adopted", "partly_adopted", "not_adopted")
AWARD, TERMINATED = "arbitrated", "terminated"
IN_ARBITRATION = ("劳动仲裁代理", "仲裁")


def unfitting(outcome, kind, mode, stage):
    """Why a case cannot end so, as a sentence; "" when it can. `outcome`: its code."""
    if outcome == TERMINATED:
        return "终止法律援助须由中心负责人决定，请办理“提出终止”。"
    if (outcome in CRIMINAL) != (kind == "criminal"):
        return "这一办理结果不用于此类案件，请重新选择。"
    if outcome == AWARD and not may_be_awarded(mode, stage):
        return f"{mode or stage}的案件不会有“劳动仲裁裁决”，请按法院文书选择办理结果。"
    return ""


def may_be_awarded(mode, stage):
    return mode in IN_ARBITRATION if mode else stage in IN_ARBITRATION
