"""The demo county's notices: one in force, one withdrawn, one waiting for publication."""

import uuid
from datetime import timedelta

from django.utils import timezone

from legalaid.faces.portal import domain
from legalaid.faces.portal.enums import NoticeKind
from legalaid.platform.accounts.models import User
from legalaid.platform.core.demo import seeder
from legalaid.platform.core.errors import DomainError


@seeder(95)
def notices(rng):
    people = {name: User.objects.filter(username=name).first() for name in ("admin", "zhuren", "sifaju")}
    if not all(people.values()):
        return
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    begin = last.replace(day=1)
    for kind in (NoticeKind.RULES, NoticeKind.HANDLERS, NoticeKind.PROMISES, NoticeKind.CASES):
        try:
            notice = domain.prepare(
                by=people["admin"], token=uuid.UUID(int=rng.getrandbits(128)), kind=kind, first_day=begin, last_day=last,
                title=f"{last.year}年{last.month}月{NoticeKind(kind).label}公示", shown_from=today, shown_to=today + timedelta(days=30),
            )  # fmt: skip
        except DomainError:
            continue  # a county too small has nothing to publish of this kind
        if kind == NoticeKind.CASES:
            continue
        domain.hide_small(notice, by=people["admin"])
        if not domain.findings_of(notice):
            domain.publish(notice, by=people["zhuren"], title=notice.title, shown_to=notice.shown_to)
        if kind == NoticeKind.PROMISES and notice.state == "published":
            domain.withdraw(notice, by=people["sifaju"], reason="数据更新后重新公示")
