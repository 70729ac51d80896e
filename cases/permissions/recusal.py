"""Who may say, decide and take back that somebody of the office keeps out of a case (decision 99)."""

from ..law import recusal

RECUSED = "您已回避此案，不能办理。"


def recused(user, case):
    """Whoever keeps out of a case takes none of its steps."""
    return RECUSED if f",{user.pk}," in case.recused else ""


def recused_of(user, row):
    """The same of what belongs to a case: an objection, a consultation or help that became one, a movement of money."""
    return recused(user, row.case) if row.case_id else ""


def recusals_of(case):
    """Those of this case that wait or stand; asked once for a page, and not at all where there are none."""
    if not case.recusing:
        return []
    if not hasattr(case, "open_recusals"):
        case.open_recusals = list(case.recusals.open().select_related("user"))
    return case.open_recusals


def nothing_waits(case):
    return "" if any(row.waits for row in recusals_of(case)) else recusal.NONE_WAITS


def decides_recusal(user, case):
    return recusal.denial(user, recusals_of(case), waiting=True)


def lifts_recusal(user, case):
    return recusal.denial(user, recusals_of(case), waiting=False)
