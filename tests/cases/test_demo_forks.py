"""The demo county has a living matter on every way that leaves the line, each reached by the real steps."""

import random
from decimal import Decimal

from cases.models import (
    Case,
    GroupMember,
    Inbound,
    Objection,
    PriorProvision,
    Recusal,
    Relief,
    ReplacementRequest,
    Service,
    Termination,
    Union,
)
from cases.workflow import CASE
from legalaid.demo import forks
from legalaid.demo.management.commands.seed_demo import walker_of
from legalaid.platform.audit import chain
from legalaid.platform.audit.models import Event
from legalaid.platform.jobs.queue import held


def test_county_has_every_fork(county):
    with held():
        assert forks.fill(walker_of(random.Random(2027))) == 18
    assert chain.verify()[2] is None

    objections = Objection.objects.order_by("state").values_list("state", "case__state")
    assert list(objections) == [
        ("corrected", "granted"), ("received", "refused"), ("upheld", "refused"),
    ]  # fmt: skip
    ends = Termination.objects.order_by("pk").values_list("occasion", "end", "case__state")
    assert list(ends) == [("other", "", "terminating"), ("deceit", "decided", "terminated")]
    assert Service.objects.count() == 5

    prior = PriorProvision.objects.get()
    assert (prior.owed, prior.case.prior, prior.case.state) == (
        ["工资标准和拖欠证明（工资条、欠条、转账记录等）"],
        "owed",
        "granted",
    )
    asked = ReplacementRequest.objects.get()
    assert (asked.asked_by, asked.case.replacing, asked.case.state) == (
        "recipient",
        True,
        "handling",
    )

    away = Case.objects.get(state="referred_away")
    assert away.referrals_away.get().papers == ["法律援助申请表", "身份证明"]
    assert Inbound.objects.get().agency == "邻水县法律援助中心"

    refused = Case.objects.get(state="lawyer_refused")
    assert refused.by_notice
    assert refused.notice.number.endswith("号")
    assert Event.objects.filter(verb="case.second_notice", subject_id=refused.pk).count() == 1

    group = Case.objects.get(applicant_count=12)
    assert group.state == "granted"
    decided = GroupMember.objects.filter(case=group)
    assert (decided.count(), decided.filter(granted=False).count()) == (12, 2)

    third = Case.objects.get(stage="二审")
    chained = [third.earlier.earlier, third.earlier, third]
    assert [(case.stage, case.state) for case in chained] == [
        ("审查起诉", "archived"), ("一审", "archiving"), ("二审", "handling"),
    ]  # fmt: skip

    kept_out = Recusal.objects.order_by("pk").values_list("user__role", "result")
    assert list(kept_out) == [("reviewer", "granted"), ("director", "")]
    relief = Relief.objects.get()
    assert (relief.what, relief.result, relief.amount) == ("减交诉讼费用", "granted", Decimal(1200))
    union = Union.objects.get()
    assert (union.case.state, union.into.state) == ("joined", "submitted")
    assert union.case.applicant.being == union.into.applicant.being

    steps = Event.objects.filter(workflow="case").values_list("verb", flat=True)
    assert {verb.split(".")[1] for verb in steps} <= set(CASE.steps)
