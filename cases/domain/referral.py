"""A case that came of a referral slip tells the sender at each public step, and ends the slip with itself."""

from cases.permissions import recused
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from stations.domain.referral import note_progress, reopen_slip, settle_slip
from stations.enums import SlipResult, SlipState
from stations.workflow import REFERRAL

ENDS = {
    "conclude": SlipResult.AIDED,
    "terminate": SlipResult.AIDED,
    "close_on_death": SlipResult.ABANDONED,
    "refuse": SlipResult.NOT_AIDED,
    "refer_away": SlipResult.ADVISED,
    "withdraw": SlipResult.ABANDONED,
    "deem_withdrawn": SlipResult.ABANDONED,
}
ASSIGNS = ("assign", "arrange", "replace_handler")
REOPENS = ("restore", "undo_death")


@REFERRAL.bar
def keeps_out(user, slip):
    """Whoever keeps out of the case that came of a slip answers nothing on the slip either."""
    if slip.pk is None:
        return ""
    return next(filter(None, (recused(user, case) for case in slip.cases.exclude(recused=""))), "")


def come_of(case, slip, *, by, at):
    """The case grew out of `slip`; the sender hears that it was received."""
    case.referral = slip
    case.save(update_fields=["referral"])
    opening = CASE.steps["notify" if slip.is_notice else "apply"]
    note_progress(slip, by=system_user(), at=at, text=opening.public)


@CASE.on_done
def tell_the_sender(case, step, by, at):
    """Nothing but the public words of the step, and only while the slip is open."""
    slip = case.referral
    if slip is None or not step.public:
        return
    if step.key in REOPENS and slip.result == SlipResult.ABANDONED:
        reopen_slip(slip, by=system_user(), at=max(at, slip.changed_at))
    if slip.state != SlipState.ACCEPTED:
        return

    at = max(at, slip.changed_at)
    if step.key in ENDS:
        settle_slip(slip, by=system_user(), at=at, text=step.public, result=ENDS[step.key])
    else:
        note_progress(
            slip, by=system_user(), at=at, text=f"{step.public}{_defended_by(case, step)}"
        )


def _defended_by(case, step):
    """The organ that notified is told who defends (Law art. 36), whenever somebody was newly assigned; no other sender is."""
    if not (case.referral.is_notice and step.key in ASSIGNS):
        return ""
    return f"：{case.handler}（{case.handler.firm}）"
