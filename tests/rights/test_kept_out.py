"""Whoever keeps out of a case (回避) takes no step of any procedure about it: every table, in every state, for everyone."""

import pytest
from django.utils import timezone

from cases.models import Case, Recusal
from legalaid.platform.accounts.models import User
from legalaid.platform.procedure.engine import WORKFLOWS
from tests.factories import new_case

from .office import hire
from .walks import PROCEDURES

OF_CASE = "您已回避此案，不能办理。"
OF_BATCH = "本批有您已回避的案件（{number}），须由另一人办理，或者把此案移出本批。"
SAYS = {
    "case": OF_CASE,
    "objection": OF_CASE,
    "consultation": OF_CASE,
    "help": OF_CASE,
    "referral": OF_CASE,
    "proposal": OF_CASE,
    "batch": OF_BATCH,
    **dict.fromkeys(
        ("review", "complaint", "observation", "inquiry", "rating", "supervision"), OF_CASE
    ),
}
KNOW_NO_CASE = {"ticket", "swap", "standard", "notice", "submission", "public_answer", "visit"}
# what takes out, or sends back, what somebody keeps out of
THEIRS_STILL = {"remove", "return_batch", "refuse_batch", "give_statement"}


def test_every_table_says_whether_it_is_about_a_case():
    assert {*SAYS, *KNOW_NO_CASE} == set(WORKFLOWS)
    assert {name for name, flow in WORKFLOWS.items() if not flow.bars} == KNOW_NO_CASE


def test_steps_that_free_are_named_here():
    freeing = {
        step.key for flow in WORKFLOWS.values() for step in flow.steps.values() if step.frees
    }
    assert freeing == THEIRS_STILL


@pytest.mark.parametrize("name", [key for key, row in PROCEDURES.items() if row.flow.name in SAYS])
def test_whoever_keeps_out_takes_no_step_of_any_table(county, name):
    procedure = PROCEDURES[name]
    flow, other, barred = procedure.flow, None, 0
    for subject in procedure.walk(hire(county)):
        other = other or new_case(county)
        case = case_of(subject, other)
        keep_everyone_out(case, subject)
        says = SAYS[flow.name].format(number=case.number)
        barred += len(check(flow, subject, says))
        Recusal.objects.all().delete()
        Case.objects.update(recused="")  # the walk goes on
    assert barred > 5


def case_of(subject, other):
    """The case a row is about; where it is about none yet, it is made to be about another."""
    match type(subject).__name__:
        case "Case":
            return subject
        case "Batch":
            row = subject.calculations.exclude(case=None).first()
            return row.case if row else other
        case "Referral":
            Case.objects.filter(pk=other.pk).update(referral=subject)
            return other
    subject.case = subject.case or other
    return subject.case


def keep_everyone_out(case, subject):
    """As the rows say it to a batch, as the column of the case does to the rest."""
    if type(subject).__name__ == "Batch":
        at = timezone.now()
        said = {"asked_by": "opponent", "asker": "王某", "reason": "是亲属。", "result": "granted"}
        dated = {"received_on": at.date(), "settled_at": at, "at": at}
        for user in User.objects.order_by("pk"):
            Recusal.objects.get_or_create(case=case, user=user, by=user, defaults=said | dated)
    case.recused = f",{','.join(map(str, User.objects.values_list('pk', flat=True)))},"
    if type(subject).__name__ == "Referral":
        Case.objects.filter(pk=case.pk).update(recused=case.recused)


def check(flow, subject, says):
    """The refusals of every step that somebody's role might take here."""
    if flow.name == "batch" and not subject.calculations.exists():
        return []
    people = list(User.objects.order_by("pk"))
    here = [
        (step, user)
        for step in flow.steps.values()
        if subject.state in step.source and not (step.system or step.opening)
        for user in people
        if user.may(step.permission)
    ]
    barred = [(step, user) for step, user in here if step.key not in THEIRS_STILL]
    assert {flow.refusal(step, subject, user) for step, user in barred} <= {says}
    freeing = [(step, user) for step, user in here if step.key in THEIRS_STILL]
    assert says not in {flow.refusal(step, subject, user) for step, user in freeing}
    return barred
