"""The end of aid before its time, and what the centre corrects (Law art. 48, 49): who proposes, decides and takes back."""

from legalaid.platform.accounts.roles import Role
from stations.queries.station import people_over

from ..enums import State
from .handling import handles, not_the_handler, not_the_reviewer, the_handler
from .recusal import recused

NOT_PROPOSED = "终止由他人提出，由其或者窗口人员、审查人员听取受援人意见。"


def sees_it_end(user, case):
    """The centre, or the handler whose case it is (Law art. 48(2)). What another proposed the director decides on, and leaves the hearing to
    others."""
    if user.role == Role.HANDLER:
        return the_handler(user, case)
    if user.role != Role.DIRECTOR or case.state != State.TERMINATING:
        return ""
    own = case.terminations.filter(end="", by=user).exists()
    return "" if own else NOT_PROPOSED


ANOTHER_DECIDES = "您提出了终止，决定须由另一人作出。"
ANOTHER_HEARS = "您提出了终止，又没有其他负责人：先由另一人听取受援人的意见，再由您决定。"


def ends(user, case):
    """Whoever asked for the end does not decide on it; but where nobody else may, once another has heard the recipient."""
    if denial := not_the_handler(user, case):
        return denial
    asked = (
        case.terminations.filter(end="", by=user).last()
        if case.state == State.TERMINATING
        else None
    )
    if asked is None:
        return ""

    if any(
        not recused(one, case) and not handles(one, case) for one in _other_directors(user, case)
    ):
        return ANOTHER_DECIDES
    return ANOTHER_HEARS if asked.heard_by_id in (None, user.pk) else ""


def _other_directors(user, case):
    """Who else holds the post over this case and has ever signed in."""
    return (
        people_over(case.station, Role.DIRECTOR)
        .filter(last_login__isnull=False)
        .exclude(pk=user.pk)
    )


FILED = {
    State.CLOSING_REVIEW,
    State.CLOSING_RETURNED,
    State.ITEM_OWED,
    State.FOLLOW_UP,
    State.ARCHIVING,
    State.ARCHIVED,
}
UNDER_REVIEW = "异议正在司法局审查，审查决定作出以后才能改正。"


def corrects(user, case):
    """The centre corrects its own decision before anyone objects, or as the bureau has ordered (Law art. 49), wherever its file has come to."""
    if case.state in FILED and not _stays_ended(case):
        return "此案没有终止决定。"
    if case.objections.under_review().filter(member=None).exists():
        return UNDER_REVIEW
    return not_the_reviewer(user, case)


def _stays_ended(case):
    """Whether the case is one whose aid ended, and the decision on it stands."""
    return case.terminated and case.terminations.filter(end="decided").exists()
