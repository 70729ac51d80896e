"""A handler who was heard before a case is graded 不合格."""

from datetime import timedelta

from django.utils import timezone

from cases.domain import fail


def heard(case, county, at=None):
    at = at or timezone.now()
    due_on = timezone.localdate(at) + timedelta(days=7)
    row = fail.propose(case, by=county.shencha, reason="没有会见当事人。", due_on=due_on, at=at)
    fail.state(row, by=case.handler.user, objects_to=False, at=at)
