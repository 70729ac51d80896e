"""Who deals with the quality of the work: separation of those who did it, who judge it and who complain of it."""

from django.utils import timezone

from cases.permissions import recused, recused_of
from cases.permissions.handling import handles
from legalaid.platform.accounts.roles import Role
from stations.queries.station import people_over

from .enums.complaint import ComplaintState
from .enums.supervisor import Addressee, OpinionState

OWN_CASE = "您承办此案，不能组织或者参加对它的评估。"
SCORES_IT = "您是此案的评估专家，不能组织对它的评估。"
NOT_YOURS = "此案的评分没有交给您。"
NOT_HANDLED = "此案不是您承办的。"
BUREAUS = "此投诉由司法局办理。"
OF_ONESELF = "此投诉反映的是您本人，由他人办理。"
OF_THE_RATED = "评价的是您，由他人回访、整改。"
NOT_ASKED = "司法局没有请您答复，或者已经答复。"


def arranges_review(user, review):
    """Whoever handled the case or scores it does not arrange its review."""
    if review.handler_id and review.handler.user_id == user.pk:
        return OWN_CASE
    if review.pk and user.pk in review.expert_keys():
        return SCORES_IT
    return OWN_CASE if handles(user, review.case) else ""


def scores_review(user, review):
    """Only whom it was given to, while the sheet is not handed in."""
    waits = review.pk and review.standing_sheets().filter(user=user, handed_at=None).exists()
    return "" if waits else NOT_YOURS


def answers_review(user, review):
    return "" if review.handler_id and review.handler.user_id == user.pk else NOT_HANDLED


def amends_complaints(user, complaint):
    """Whoever took one down puts it right until the bureau has taken it up; the bureau until it is settled."""
    if user.role == Role.BUREAU:
        return ""
    own = complaint.by_id == user.pk and complaint.state == ComplaintState.RECEIVED
    return "" if own else BUREAUS


def complained_of(user, complaint):
    """Nobody deals with a complaint of themselves, or of a case they keep out of; they only state what they are asked for."""
    own = OF_ONESELF if complaint.person_id == user.pk else ""
    return recused_of(user, complaint) or own


def answers_inquiry(user, complaint):
    """Whoever the bureau asked, once."""
    return "" if complaint.inquiries.open().filter(to=user).exists() else NOT_ASKED


def not_of_ones_own(user, row):
    """Nobody asks about the own work, or writes down what was said of it."""
    own = row.handler_id and row.handler.user_id == user.pk
    return "您承办此案，不能征询对本人的意见。" if own else ""


def is_the_observer(user, observation):
    """Whoever was sent says what was seen; nobody else writes it for them."""
    own = observation.observer_id == user.pk
    return "" if own else "这次旁听由他人进行。"


def lets_go(user, observation):
    """Whoever was sent, or whoever plans."""
    return "" if user.may("quality.plan") else is_the_observer(user, observation)


def was_observed(user, observation):
    own = observation.handler_id and observation.handler.user_id == user.pk
    return "" if own else "旁听的不是您承办的案件。"


def not_the_rated(user, rating):
    """Nobody deals with a rating of themselves."""
    return OF_THE_RATED if rating.rated_id == user.pk else ""


NOT_GIVEN = "此意见不是您提出的，或者您已不在聘期内。"
HANDLERS = "此意见请承办人答复；承办人不能答复的，先改由中心答复。"
DIRECTORS = "此意见由中心负责人办理。"
NOT_YOU = "此意见没有请您答复。"


def the_supervisor(user, opinion):
    """Whoever gave it, in the term of the appointment."""
    term = opinion.task.supervisor
    own = term.user_id == user.pk and term.serves(timezone.localdate())
    return "" if own else NOT_GIVEN


def returns_answer(user, opinion):
    again = "您已退回过一次，不能再退回。" if opinion.returned_why else ""
    return the_supervisor(user, opinion) or again


def answers_opinion(user, opinion):
    """The handler who was asked; whoever answers for the centre what the centre was asked."""
    if opinion.to == Addressee.HANDLER:
        own = opinion.handler.user_id == user.pk
        return "" if own else HANDLERS if heads(user, opinion) else NOT_YOU
    return "" if heads(user, opinion) else NOT_YOU


def heads(user, opinion):
    """The director answers for the centre; where every director keeps out of the case, a reviewer does."""
    if user.role == Role.DIRECTOR:
        return True
    return user.role == Role.REVIEWER and not directors_of(opinion.case)


def directors_of(case, people=people_over):
    """[User] the directors over this case who do not keep out of it. `people`: (station, role) -> users."""
    return [one for one in people(case.station, Role.DIRECTOR) if not recused(one, case)]


def closes_opinion(user, opinion):
    """An answer settles it once the supervisor can say nothing more, or had the days to; from a handler it is taken over before."""
    if not heads(user, opinion):
        return DIRECTORS
    if opinion.state != OpinionState.ANSWERED:
        return "此意见请中心答复，不用改由中心答复。" if opinion.to == Addressee.CENTRE else ""
    now = timezone.now()
    may_still = opinion.task.supervisor.serves(timezone.localdate(now))
    return (
        "监督员还在确认的期限内。" if may_still and opinion.due_at and now <= opinion.due_at else ""
    )
