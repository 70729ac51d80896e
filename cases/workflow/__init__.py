"""CASE: the whole procedure of one matter as one table. The engine, the buttons, the matrix test, the drawing and the progress
page all read it; its rows stand by part of the procedure in the files beside this one. 办理法律援助案件程序规定 is written "程序规定".
"""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow

from ..enums import (
    ConsultChannel,
    FollowUpResult,
    HelpSource,
    NotHelped,
    ObjectionManner,
    PriorFinding,
    RecusalAsker,
    RecusalResult,
    ReplacementAsker,
    Satisfaction,
    Signer,
    Signing,
    Urgency,
)
from ..enums import State as S
from ..law.sevenones import TITLES
from ..permissions import POLICIES, recused
from .agencies import AGENCIES
from .aid import AID
from .application import APPLICATION
from .consultation import CONSULTATION
from .firm import FIRMS
from .group import GROUP
from .help import HELP
from .matters import MATTERS
from .means import MEANS
from .notified import NOTIFIED
from .objection import OBJECTION
from .places import PHASES, PLACES
from .prior import PRIOR
from .recusal import RECUSAL
from .relief import RELIEF
from .replacement import REPLACEMENT
from .serving import SERVICE
from .stages import STAGES
from .termination import ENDING

__all__ = ["CASE", "CONSULTATION", "GROUP", "HELP", "OBJECTION", "PHASES", "PLACES", "STEPS"]

codes(
    seven_one=TITLES,
    follow_up=dict(FollowUpResult.choices),
    satisfaction=dict(Satisfaction.choices),
    signer=dict(Signer.choices),
    signing=dict(Signing.choices),
    channel=dict(ConsultChannel.choices),
    replacement=dict(ReplacementAsker.choices),
    help_source=dict(HelpSource.choices),
    not_helped=dict(NotHelped.choices),
    objecting=dict(ObjectionManner.choices),
    urgency=dict(Urgency.choices),
    prior=dict(PriorFinding.choices),
    recusing=dict(RecusalAsker.choices),
    recusal=dict(RecusalResult.choices),
)

STEPS = (
    *APPLICATION,
    *AID,
    *FIRMS,
    *PRIOR,
    *SERVICE,
    *REPLACEMENT,
    *RECUSAL,
    *STAGES,
    *AGENCIES,
    *GROUP,
    *NOTIFIED,
    *MEANS,
    *RELIEF,
    *MATTERS,
    *ENDING,
)


def whose(case, place):
    """What was given to a firm its manager arranges; before the subsidy is paid or waived nobody can archive; whoever proposes to end aid hears
    the recipient before it is decided; what was done until then is handed in by its handler, once the decision was received."""
    there = place.state == case.state
    if place.state == S.GRANTED and case.entrusted_to_id:
        return Role.FIRM
    if place.state == S.TERMINATING:
        return (case.hears or place.turn) if there else ""
    if place.state == S.TERMINATED and there and case.closed_on and case.handler_id:
        return Role.HANDLER
    waits = place.state == S.ARCHIVING and not case.subsidy_settled
    return "" if waits else place.turn


CASE = Workflow("case", places=PLACES, steps=STEPS, policies=POLICIES, whose=whose, barred=recused)
