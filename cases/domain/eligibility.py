"""The applicant's statement of means and what follows from it (Law art. 32, 34, 41, 42)."""

import json
from dataclasses import dataclass

from django.utils import timezone

from cases.enums import UNDECIDED, MeansResult, Prior
from cases.law import means as law
from cases.models import EarlierMeans, HouseholdMember, MeansTest
from cases.queries.amendment import means_said
from cases.queries.eligibility import assess
from cases.queries.verification import bar_of
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure.steps import came_from
from stations.queries.station import people_over

from . import counted
from .search import index

BARRED = "申请人在{}中的承诺经核查不属实（{}），不再适用个人诚信承诺，请用信息查询核实经济状况。申请照常受理。"


def record_means(case, facts, members):
    """Stores the statement and its computed result with every reason; a later statement takes the place of the earlier one, and of
    what the reviewer found on it."""
    means = getattr(case, "means", None) or MeansTest(case=case)
    commits = facts.get("committed") and not means.committed
    if commits and (bar := bar_of(case.applicant)):
        raise DomainError(BARRED.format(bar.case, day(bar.at)), field="committed")

    for name, value in facts.items():
        setattr(means, name, value)
    means.overridden, means.override_reason, means.overridden_by = "", "", None

    rows = [HouseholdMember(means=means, **member) for member in members]
    _conclude(means, rows)

    means.members.all().delete()
    for row in rows:
        row.means = means
    HouseholdMember.objects.bulk_create(rows)
    return means


def reassess(case):
    """After material came in: a status of art. 42 counts from when its document is in hand. What a reviewer found stays."""
    means = getattr(case, "means", None)
    undecided = (came_from(case) or case.state) in UNDECIDED or case.prior == Prior.OWED
    if means and means.exempt and undecided:
        _conclude(means, list(means.members.all()))


def reconsider(case):
    """After an answer about the means came, or no longer counts: the arithmetic is done anew. What a reviewer found stays."""
    means = case.means
    _conclude(means, list(means.members.all()))


def _conclude(means, rows):
    judged, standard = assess(
        means, rows, means.since or timezone.localdate(means.case.received_at)
    )
    means.result, means.reasons = judged.result, list(judged.reasons)
    means.per_head, means.standard = judged.per_head, standard
    means.save()


@dataclass(frozen=True)
class Restated:
    """What follows from a statement that was put right."""

    follows: str


@CASE.step("restate_means")
def restate_means(case, *, by, at, since, facts, members, reason):
    """What the recipient states now, while the work runs, also beside aid provided at once. The earlier statement is kept; who is still
    within the law goes on, whoever is not is proposed for termination by somebody (Law art. 48(4)): nothing ends by itself."""
    today, means = timezone.localdate(at), case.means
    if len(reason.strip()) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")
    if since > today:
        raise DomainError("不能晚于今天。", field="since")

    before = means_said(means)
    kept = {"result": means.effective, "reasons": means.reasons, "stated": json.dumps(before)}
    means.since = max(since, timezone.localdate(case.received_at))
    record_means(case, facts, members)
    if means_said(means) == before:
        raise DomainError("没有改动任何一项。")

    EarlierMeans.objects.create(means=means, by=by, at=at, reason=reason.strip(), **kept)
    index(case)
    counted.write([case])
    follows = law.follows(means.result, owed=case.prior == Prior.OWED)
    if means.result == MeansResult.FAILED:
        _tell(case, by)
    return Restated(follows)


def _tell(case, by):
    """Who may end aid, and who handles it, hear of it; neither is bound."""
    handler = {case.handler.user} if case.handler_id else set()
    people = {*people_over(case.station, Role.DIRECTOR), *handler} - {by}
    text = said("means_changed", number=case.number)
    about = f"means:{case.pk}:{case.version}"
    notify_all(people, about=about, kind="turn", text=text, url=case.get_absolute_url())


@CASE.step("override_means")
def override_means(case, *, by, at, result, reason):
    """The reviewer finds otherwise than the arithmetic, in writing."""
    if len(reason.strip()) < 5:
        raise DomainError("请写明人工认定的理由（不少于5个字）。", field="reason")
    means = MeansTest.objects.filter(case=case)
    means.update(overridden=result.value, override_reason=reason, overridden_by=by)
