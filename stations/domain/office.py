"""The office itself: set up once with its centre and its first administrator, renamed from a day on."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.invitations import invite
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.models import Office
from legalaid.platform.core.numbering import hold_numbers
from legalaid.platform.core.office import UNNAMED, forget, holds_demo, office_on
from stations.enums import FirmKind, StationHost, StationKind
from stations.models import Station

from . import handler, station

verb(
    "office.named",
    "自{valid_from}起修改单位名称：{changes}（{reason}）",
    data=("valid_from", "changes", "reason"),
    label="修改单位名称",
)
SET_UP = "建立单位"
HOLDS_DEMO = (
    "这个数据库里是演示县，不能用来办真实的案件。请换一个空的数据目录（VAR_DIR）或者数据库。"
)


def set_up(names, *, administrator):
    """A new office in an empty database. `administrator`: username, name, email. Returns (User, the token of the invitation)."""
    today = timezone.localdate()
    with transaction.atomic():
        _hold()
        _check_empty()
        system = system_user()
        _named(UNNAMED, enter_names(names, by=system, valid_from=today, reason=SET_UP), system)
        center = station.create(
            by=system, parent=None, on=today, name=names["center"],
            kind=StationKind.CENTER, host=StationHost.CENTER, region=names["region"], area=names["county"],
        )  # fmt: skip
        handler.save_firm(None, by=system, name=center.name, kind=FirmKind.CENTER, station=center)
        user = User(role=Role.ADMIN, **administrator)
        return user, invite(user, by=system)


def invite_administrator(username):
    """A new link for an administrator who can't get in, given by whoever runs the server. Returns (User, token)."""
    user = User.objects.filter(username__iexact=username, role=Role.ADMIN, is_active=True)
    found = user.exclude(username="system").first()
    if found is None:
        raise DomainError(f"没有在用的系统管理员“{username}”。")

    return found, invite(found, by=system_user())


def rename(names, *, by, valid_from, reason, seen):
    """Other names from a day on, not before today; `seen` is the key of the row the form showed. Returns the row."""
    with transaction.atomic():
        _hold()
        if seen != latest().pk:
            raise StaleState("单位名称已被修改，请核对后重新提交。")
        if valid_from < timezone.localdate():
            raise DomainError(
                "启用日期不能早于今天：已经打印的文书用的是当时的名称。", field="valid_from"
            )

        before = office_on(valid_from)
        if names == before:
            raise DomainError("名称没有变化。")
        row = enter_names(names, by=by, valid_from=valid_from, reason=reason)
        _named(before, row, by)
        if valid_from == timezone.localdate():
            _rename_center(before["center"], names["center"], by)
    return row


def enter_names(names, *, by, valid_from, reason):
    """A further row of the history."""
    row = Office.objects.create(
        **names, valid_from=valid_from, reason=reason, by_id=by.pk, by_name=by.name
    )
    forget()
    transaction.on_commit(forget, robust=True)
    return row


def _named(before, row, by):
    """The event of a new row: what it changes, in words."""
    changes = []
    for name, value in row.names.items():
        if value != before[name]:
            was = f"“{before[name]}”改为" if before is not UNNAMED else ""
            changes.append(f"{Office._meta.get_field(name).verbose_name}{was}“{value}”")

    record(
        "office.named", by=by, workflow="office", subject_id=row.pk,
        valid_from=str(row.valid_from), changes="，".join(changes), reason=row.reason,
    )  # fmt: skip


def latest():
    """The row entered last."""
    return Office.objects.order_by("pk").last()


def _hold():
    """Until the transaction ends nobody else sets up or renames."""
    hold_numbers("office", [0])


def _check_empty():
    if holds_demo():
        raise DomainError(HOLDS_DEMO)
    if Office.objects.exists() or Station.objects.exists() or User.objects.exists():
        raise DomainError("这个数据库里已经有单位。")


def _rename_center(before, after, by):
    center = Station.objects.roots().filter(name=before).first()
    if center is not None and before != after:
        station.change(center, by=by, name=after)
