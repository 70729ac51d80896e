"""Telling stations and handlers something: published once to whoever is there, read by each, withdrawn with a reason."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import subject, verb
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.notifications.send import notify_all, take_back
from stations.models import Announcement, Reading
from stations.queries.announcement import MANAGES, addressed_by, manages
from stations.queries.station import stations_for

subject("announcement", "通知公告")
verb("announcement.published", "发布通知公告《{title}》，发给{count}人", data=("title", "count"))
verb("announcement.read", "已读通知公告《{title}》", data=("title",))
verb("announcement.withdrawn", "撤回通知公告《{title}》：{reason}", data=("title", "reason"))


def _event(key, row, by, **said):
    about = {"workflow": "announcement", "subject_id": row.pk}
    record(f"announcement.{key}", by=by, title=row.title, **about, **said)


def publish(row, *, by, at=None):
    """`row`: an unsaved Announcement. Raises DomainError, NotAllowed."""
    at = at or timezone.now()
    if not by.may(MANAGES) or not stations_for(by).filter(pk=row.station_id).exists():
        raise NotAllowed("您不向这个站点发布通知公告。")
    if not (row.staff or row.handlers or row.firms):
        raise DomainError("请选择发给工作人员、承办人、机构管理人，可以都发。", field="staff")
    if row.until < timezone.localdate(at):
        raise DomainError("显示的最后一天不能早于今天。", field="until")

    told = addressed_by(row.station, staff=row.staff, handlers=row.handlers, firms=row.firms)
    people = list(told.exclude(pk=by.pk))
    if not people:
        raise DomainError("那里现在没有可以收到的人。", field="station")
    with transaction.atomic():
        row.by, row.at = by, at
        row.save()
        Reading.objects.bulk_create([Reading(announcement=row, user=user) for user in people])
        _event("published", row, by, count=len(people))
        url = row.get_absolute_url()
        notify_all(
            people,
            about=f"announcement:{row.pk}",
            kind="announcement",
            text=f"通知公告：{row.title}",
            url=url,
        )
    return row


@transaction.atomic
def read(row, *, by):
    """This person has read it; said twice it is on record once."""
    mine = Reading.objects.filter(announcement=row, user=by)
    if not mine.exists():
        raise NotAllowed("这件通知公告不是发给您的。")
    if mine.filter(read_at=None).update(read_at=timezone.now()):
        _event("read", row, by)
    return row


@transaction.atomic
def withdraw(row, *, by, reason):
    """Nobody sees it any more but those who answer for it; whoever may have gone by it hears that it stands no longer, and why. Raises
    DomainError, NotAllowed, StaleState."""
    row = Announcement.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not manages(by, row):
        raise NotAllowed("这件通知公告不由您撤回。")
    if row.withdrawn_at:
        raise StaleState("这件通知公告已经撤回。")
    if len(reason.strip()) < 2:
        raise DomainError("请写明撤回的理由。", field="reason")

    row.withdrawn_by, row.withdrawn_at = by, timezone.now()
    row.withdrawn_reason = reason.strip()
    row.save()
    _event("withdrawn", row, by, reason=row.withdrawn_reason)
    _take_back(row, by)
    return row


def _take_back(row, by):
    told = User.objects.filter(readings__announcement=row, is_active=True).exclude(pk=by.pk)
    take_back(f"announcement:{row.pk}")
    notify_all(
        told,
        about=f"announcement:{row.pk}:withdrawn",
        kind="announcement",
        text=f"通知公告《{row.title}》已撤回，不要照办：{row.withdrawn_reason}",
        url=reverse("stations:announcements"),
    )
