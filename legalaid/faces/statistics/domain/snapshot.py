"""Freezing the returns of a period once they are true, and handing in again with a reason."""

import json

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.faces.statistics.models import Period, Snapshot
from legalaid.faces.statistics.queries import due, frozen
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import near
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import sees_every_station

NOT_ALL = "报表汇总全部站点的数据，您只能查看其中一部分站点，不能存档。"
SAME = "数据与上次存档相同，不需要重报。"


def freeze(period, *, by, reason="", at=None):
    """The Snapshot of the period as it stands. Refused while the period runs, while anything does not add up, and a second time without a
    reason or without a difference. What is written while it reads is in the next one."""
    if not sees_every_station(by):
        raise DomainError(NOT_ALL)
    if period.span.unfinished:
        raise DomainError(f"{period}还没有结束，期满以后才能存档。")

    found = frozen.as_of_now(period)
    if found.wrong:
        raise DomainError("数据没有通过核对，不能存档：" + "".join(found.wrong))

    with transaction.atomic():
        Period.objects.select_for_update().get(pk=period.pk)  # two people freezing at once
        last = period.snapshots.order_by("-number").first()
        text = found.text(period)
        _again(last, text, reason)

        row = Snapshot.objects.create(
            period=period,
            number=last.number + 1 if last else 1,
            figures=text,
            rows=frozen.deflated(found.rows_text),
            sha256=frozen.sha256(text),
            reason=reason if last else "",
            by=by,
            at=at or timezone.now(),
        )
        record("statistics.freeze", by=by, what=str(row), sha256=row.sha256, reason=row.reason)
    return row


def _again(last, text, reason):
    if last is None:
        return
    if frozen.sha256(text) == last.sha256:
        raise DomainError(SAME)
    if not reason.strip():
        raise DomainError("这一期已经报送过，请写明重报的理由。", field="reason")


def intact(snapshot):
    """Whether what is kept is what was frozen: text and rows answer to their SHA-256."""
    rows = frozen.sha256(frozen.inflated(snapshot.rows))
    held = json.loads(snapshot.figures)["rows"] == rows
    return held and frozen.sha256(snapshot.figures) == snapshot.sha256


def remind(today):
    """Once when a month is over, once when its day has passed."""
    roles = [role for role, held in PERMISSIONS.items() if "statistics.freeze" in held]
    people = [
        one
        for one in User.objects.filter(role__in=roles, is_active=True)
        if sees_every_station(one)
    ]

    for row in due.owed(today):
        late = row.late(today)
        said = (
            f"，应在{near(row.due)}前报送，已经超期"
            if late
            else f"，请在{near(row.due)}前核对、存档"
        )
        notify_all(
            people,
            about=f"monthly:{row.period.pk}:{'late' if late else 'due'}",
            kind="turn",
            text=f"{row.period}月报还没有存档{said}。",
            url=reverse("statistics:freeze", args=[row.period.pk]),
        )
