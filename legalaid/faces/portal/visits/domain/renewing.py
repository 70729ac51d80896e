"""A code that was lost: whoever is to come tells whose visit it is, and gets a new one; the old one opens nothing any more (decision 184)."""

from legalaid.faces.portal.apply.enums import SeenBy
from legalaid.platform.core.errors import DomainError

from ..enums import Shown
from ..workflow import VISIT
from .booking import give_code

SHORTEST = 4
UNSAID = "请写明怎样核对的（不少于4个字）。"
BY_PHONE = "没有留照常联系的电话，或者别人可能看到其手机的，电话里不给，请本人到窗口来。"


def is_watched(visit):
    """Somebody else may be the one who asks."""
    return visit.guarded or visit.seen_by == SeenBy.OTHERS


@VISIT.step("renew")
def renew(visit, *, by, at, shown, said):
    """`shown`: by what the person made sure that the visit is theirs; `said`: how they told it. No device that was looking at it goes on."""
    if len(said.strip()) < SHORTEST:
        raise DomainError(UNSAID, field="said")
    if shown == Shown.CALL and is_watched(visit):
        raise DomainError(BY_PHONE, field="shown")

    visit.renewed += 1
    give_code(visit)
    return visit
