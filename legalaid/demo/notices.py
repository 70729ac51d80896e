"""The demo county's notices of every kind: most in force, one withdrawn, the cases' waiting for publication."""

import uuid
from calendar import monthrange
from datetime import timedelta

from django.utils import timezone

from legalaid.faces.portal import domain
from legalaid.faces.portal.enums import NoticeKind
from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError


def fill(rng):
    people = {
        name: User.objects.filter(username=name).first() for name in ("admin", "zhuren", "sifaju")
    }
    if not all(people.values()):
        return

    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    months = {kind: (last.replace(day=1), last) for kind in NoticeKind}
    months[NoticeKind.DUTY] = (
        today.replace(day=1),
        today.replace(day=monthrange(today.year, today.month)[1]),
    )
    months[NoticeKind.SUBSIDIES] = (
        today.replace(year=today.year - 1, month=1, day=1),
        today.replace(year=today.year - 1, month=12, day=31),
    )

    months[NoticeKind.FIGURES] = (last.replace(month=1, day=1), last)
    for kind, (begin, end) in months.items():
        when = _named(kind, end)
        try:
            notice = domain.prepare(
                by=people["admin"],
                token=uuid.UUID(int=rng.getrandbits(128)),
                kind=kind,
                first_day=begin,
                last_day=end,
                title=f"{when}{kind.label}公示",
                shown_from=today,
                shown_to=today + timedelta(days=30),
            )
        except DomainError:
            continue  # a county too small has nothing to publish of this kind

        if kind == NoticeKind.CASES:
            continue

        domain.hide_small(notice, by=people["admin"])
        if not domain.findings_of(notice):
            domain.publish(
                notice, by=people["zhuren"], title=notice.title, shown_to=notice.shown_to
            )
        if kind == NoticeKind.PROMISES and notice.state == "published":
            domain.withdraw(notice, by=people["sifaju"], reason="数据更新后重新公示")


def _named(kind, end):
    """What the title says of the period."""
    if kind == NoticeKind.SUBSIDIES:
        return f"{end.year}年"
    begun = "1至" if kind == NoticeKind.FIGURES and end.month > 1 else ""
    return f"{end.year}年{begun}{end.month}月"
