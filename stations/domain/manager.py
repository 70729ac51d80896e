"""Managers of firms: an account of their own, by which they arrange the firm's people and see no case."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError, NotAllowed
from stations.enums import FirmKind
from stations.models import FirmManager
from stations.permissions import MANAGES

from .staff import event, open_account

NOT_HERE = "中心自己的承办人由中心指派，不设机构管理人。"


def open_manager(firm, *, by, account, at=None):
    """`account`: username, name, phone, email. Returns (FirmManager, token of the invitation)."""
    if not by.may(MANAGES):
        raise NotAllowed("您的岗位不管理人员账号。")
    if firm.kind == FirmKind.CENTER:
        raise DomainError(NOT_HERE)

    with transaction.atomic():
        user, token = open_account(by=by, invited=True, role=Role.FIRM, **account)
        made = FirmManager.objects.create(user=user, firm=firm, by=by, at=at or timezone.now())
        event("engaged", user, by, station=str(firm), role=user.get_role_display())
    return made, token
