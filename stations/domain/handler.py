"""Handlers and the firms they work for; what each is reminded of before a licence runs out."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.words import day
from legalaid.platform.notifications.send import notify
from stations.models import Firm, Handler
from stations.permissions import MANAGES

from .staff import event, lock_row, open_account, set_fields

verb("firm.created", "登记承办机构{name}", data=("name",))
verb("firm.changed", "修改承办机构{name}：{fields}", data=("name", "fields"))
SOON = (60, 30, 7)


def engage(*, by, account, station, invited=True, **fields):
    """A new handler with an account of the handler's role. Returns (Handler, token of the invitation)."""
    if not by.may(MANAGES):
        raise NotAllowed("您的岗位不管理人员账号。")
    if station.closed_on:
        raise DomainError(f"{station}已撤销，不能登记承办人。", field="station")

    with transaction.atomic():
        user, token = open_account(by=by, invited=invited, role=Role.HANDLER, **account)
        today = timezone.localdate()
        handler = Handler.objects.create(user=user, station=station, joined_on=today, **fields)
        event("engaged", user, by, station=str(handler.firm), role=handler.get_kind_display())
    return handler, token


def save_firm(firm, *, by, seen=None, **fields):
    """A new firm (`firm` None) or a changed one. An account number left empty stays what it was."""
    if not by.may(MANAGES):
        raise NotAllowed("您的岗位不管理承办机构。")

    with transaction.atomic():
        if firm is None:
            made = Firm.objects.create(**fields)
            record("firm.created", by=by, workflow="firm", subject_id=made.pk, name=made.name)
            return made

        locked = lock_row(firm, seen)
        if not fields.get("account_number"):
            fields.pop("account_number", None)
        changed = set_fields(locked, fields)
        locked.save()
        if changed:
            record(
                "firm.changed",
                by=by,
                workflow="firm",
                subject_id=locked.pk,
                name=locked.name,
                fields="、".join(changed),
            )
    return locked


def remind_licences(today):
    """Tells the handler, and once it has run out the directors too. Returns the number of new messages."""
    count = 0
    directors = list(User.objects.filter(role=Role.DIRECTOR, is_active=True))
    for handler in Handler.objects.expiring(today + timedelta(days=SOON[0])).select_related("user"):
        left = (handler.licence_expires - today).days
        if left < 0:
            stage, users = "late", [handler.user, *directors]
            text = f"{handler}的执业证已于{day(handler.licence_expires)}到期，暂停指派。"
        else:
            stage, users = min(days for days in SOON if left <= days), [handler.user]
            text = f"{handler}的执业证将于{day(handler.licence_expires)}到期，请及时换发并更新。"

        for user in users:
            message = notify(
                user,
                key=f"licence:{handler.pk}:{handler.licence_expires}:{stage}:{user.pk}",
                kind="licence",
                text=text,
                url=handler.get_absolute_url() if user.may("people.view") else "",
            )
            count += message is not None
    return count
