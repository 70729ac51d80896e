"""Table 1: publicity by medium and training."""

from .figure import condition, family, figure

MEDIA = {
    "broadcast": ("电视台、电台", ("television", "radio")),
    "press": ("报刊", "newspaper"),
    "network": ("网络", "network"),
}


@family("publicity", MEDIA)
def publicity(medium):
    """本期通过{label}开展法律援助宣传的次数。"""
    return condition("outreach", "times", "次", held=1, medium=medium)


@figure("trainings", "培训")
def trainings():
    """本期举办并有人到课的培训场次。"""
    return condition("trainings", "times", "次", held=1)
