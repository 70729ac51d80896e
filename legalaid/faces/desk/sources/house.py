"""What keeps the house in order: notices to publish, cases asked for, accounts, work of the machine that failed."""

from datetime import timedelta

from django.urls import reverse

from legalaid.faces.desk.waiting import Kind, Matter, gathered, gathered_whole, last_minute
from legalaid.faces.portal.enums import NoticeState
from legalaid.faces.portal.models import Notice
from legalaid.faces.portal.workflow import NOTICE
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.queries import never_signed_in
from legalaid.platform.core.words import moment
from legalaid.platform.jobs.kinds import describe, reason
from legalaid.platform.jobs.models import Job
from legalaid.platform.notifications.models import Message
from stations.queries.todo import without_post

KEPT = timedelta(days=30)  # a failure is shown


def notices(user, now):
    """Public notices another person prepared."""
    step = NOTICE.steps["publish"]
    if not user.may(step.permission):
        return []

    def read(keys):
        kind = Kind("notices", "发布公示", reverse("notices:list"))
        prepared = Notice.objects.filter(pk__in=keys).select_related("prepared_by")
        mine = [row for row in prepared if not NOTICE.refusal(step, row, user)]
        return [(kind, _notice(row, step)) for row in mine]

    prepared = Notice.objects.filter(state=NoticeState.PREPARED)
    return gathered_whole(lambda: prepared, read=read, now=now)


def _notice(row, step):
    page = row.get_absolute_url()
    return Matter(
        who=row.title,
        url=page,
        verb="审核发布",
        to=f"{page}{step.key}/",
        note=f"{row.prepared_by}拟制",
        due=last_minute(row.shown_from),
    )


def asked_for(user, now):
    """Colleagues who ask to see a case beyond their rights; the message is the question."""
    return gathered(
        lambda: Message.objects.filter(user=user, kind="access").unread(),
        kind_of=lambda _: Kind(
            "asked", "答复查阅申请", f"{reverse('notifications:inbox')}?show=unread"
        ),
        read=_questions,
        now=now,
    )


def _questions(keys):
    inbox = f"{reverse('notifications:inbox')}?show=unread"
    return {
        row.pk: Matter(
            who=row.text, url=row.url, verb="答复", to=inbox, note=moment(row.created_at)
        )
        for row in Message.objects.filter(pk__in=keys).order_by()
    }


def failures(user, now):
    """Work of the machine that failed within the month."""
    kind = Kind("jobs", "处理失败的任务", reverse("failed_jobs"))
    return gathered(
        lambda: Job.objects.filter(state=Job.State.FAILED, created_at__gte=now - KEPT),
        kind_of=lambda _: kind,
        read=_failures,
        now=now,
    )


def _failures(keys):
    return {row.pk: _failure(row) for row in describe(Job.objects.filter(pk__in=keys).order_by())}


def _failure(row):
    page = reverse("failed_job", args=[row.pk])
    return Matter(
        who=row.purpose,
        what=moment(row.finished_at),
        url=page,
        verb="处理",
        to=page,
        note=reason(row),
    )


def accounts(user, now):
    """Accounts that nobody can or does use."""
    if not user.may("office.users"):
        return []
    found = gathered(
        without_post,
        kind_of=lambda _: _accounts("accounts.post", "没有岗位"),
        read=_users,
        now=now,
    )
    return found + gathered(
        never_signed_in,
        kind_of=lambda _: _accounts("accounts.new", "从未登录", "?active=new"),
        read=_users,
        now=now,
    )


def _accounts(key, act, asked=""):
    return Kind(key, act, reverse("accounts:users") + asked)


def _users(keys):
    return {row.pk: _user(row) for row in User.objects.filter(pk__in=keys).order_by()}


def _user(row):
    page = reverse("accounts:user_edit", args=[row.pk])
    return Matter(
        who=row.name, what=row.get_role_display(), url=page, verb="查看", to=page, note=row.username
    )
