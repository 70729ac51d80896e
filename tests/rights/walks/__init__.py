"""One row of each procedure, walked by the real acts through every state of its table and handed out where it stands."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cases.quality.queries.complaint import complaints_for
from cases.quality.queries.inquiry import inquiries_for
from cases.quality.queries.observation import observations_for
from cases.quality.queries.rating import ratings_for
from cases.quality.queries.review import reviews_for
from cases.quality.queries.supervision import opinions_for
from cases.quality.workflow import COMPLAINT, INQUIRY, OBSERVATION, RATING, REVIEW, SUPERVISION
from cases.queries.case import cases_for, waiting_for
from cases.queries.consultation import consultations_for
from cases.queries.help import helps_for
from cases.queries.objection import objections_for
from cases.workflow import CASE, CONSULTATION, HELP, OBJECTION
from legalaid.faces.portal.apply.queries import submissions_for
from legalaid.faces.portal.apply.workflow import SUBMISSION
from legalaid.faces.portal.asking.publishing import answers_for
from legalaid.faces.portal.asking.workflow import PUBLIC_ANSWER
from legalaid.faces.portal.visits.queries import visits_for
from legalaid.faces.portal.visits.workflow import VISIT
from legalaid.faces.portal.workflow import NOTICE
from legalaid.platform.procedure.engine import Workflow
from stations.hall.queries.ticket import tickets_for
from stations.hall.workflow import TICKET
from stations.queries.referral import referrals_for
from stations.queries.roster import swaps_for
from stations.workflow import REFERRAL, SWAP
from subsidies.queries.batch import batches_for
from subsidies.queries.proposal import proposals_for
from subsidies.workflow import BATCH, PROPOSAL, STANDARD

from ..tables import UNENTITLED
from . import (
    case,
    complaint,
    desk,
    inquiry,
    money,
    network,
    notices,
    objection,
    observation,
    rating,
    review,
    supervision,
)


@dataclass
class Procedure:
    """`beside`: what else the table says of a row, each a refusal or ""; `tries`: the acts themselves refuse more than their table."""

    flow: Workflow
    walk: Callable
    beside: dict = field(default_factory=dict)
    tries: bool = False


def seen_in(rows_for):
    """Whether a person finds the row at all; to everybody else its page is 404."""
    return lambda user, row: "" if rows_for(user).filter(pk=row.pk).exists() else UNENTITLED


def adds_material(user, row):
    """To what one does not see nothing can be added."""
    return seen_in(cases_for)(user, row) or CASE.denial("cases.materials", user, row)


OF_CASE = {"see": seen_in(cases_for), "todo": seen_in(waiting_for), "materials": adds_material}
PROCEDURES = {
    "case": Procedure(CASE, case.applied, OF_CASE),
    "case_notified": Procedure(CASE, case.notified, OF_CASE),
    "consultation": Procedure(CONSULTATION, desk.consultation, {"see": seen_in(consultations_for)}),
    "help": Procedure(HELP, desk.help, {"see": seen_in(helps_for)}),
    "objection": Procedure(OBJECTION, objection.objection, {"see": seen_in(objections_for)}),
    "review": Procedure(REVIEW, review.review, {"see": seen_in(reviews_for)}),
    "complaint": Procedure(COMPLAINT, complaint.walked, {"see": seen_in(complaints_for)}),
    "observation": Procedure(
        OBSERVATION, observation.observation, {"see": seen_in(observations_for)}
    ),
    "inquiry": Procedure(INQUIRY, inquiry.inquiry, {"see": seen_in(inquiries_for)}),
    "rating": Procedure(RATING, rating.walked, {"see": seen_in(ratings_for)}),
    "supervision": Procedure(SUPERVISION, supervision.opinion, {"see": seen_in(opinions_for)}),
    "ticket": Procedure(TICKET, desk.ticket, {"see": seen_in(tickets_for)}),
    "referral": Procedure(REFERRAL, network.referral, {"see": seen_in(referrals_for)}),
    "referral_absent": Procedure(REFERRAL, network.unanswered, {"see": seen_in(referrals_for)}),
    "swap": Procedure(SWAP, network.swap, {"see": seen_in(swaps_for)}, tries=True),
    "proposal": Procedure(PROPOSAL, money.proposal, {"see": seen_in(proposals_for)}),
    "standard": Procedure(STANDARD, money.standard),
    "batch": Procedure(BATCH, money.batch, {"see": seen_in(batches_for)}),
    "public_answer": Procedure(PUBLIC_ANSWER, notices.answer, {"see": seen_in(answers_for)}),
    "notice": Procedure(NOTICE, notices.notice),
    "visit": Procedure(VISIT, desk.visit, {"see": seen_in(visits_for)}),
    "submission": Procedure(SUBMISSION, desk.submission, {"see": seen_in(submissions_for)}),
}
