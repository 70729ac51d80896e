"""An account is handed over by an invitation: a link good for one use within seven days, by which its owner sets the password."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.errors import DomainError

from .limits import attempt
from .models import Invitation, User
from .signals import account_changed

LASTS = timedelta(days=7)
AGAIN = "请联系系统管理员或者中心负责人重新发送。"


def digest_of(token):
    """What is kept of a token: with 256 random bits a plain digest cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(user, *, by, at=None):
    """Invites a new or forgetful person and returns the token of the link. The password until now ends, and so do earlier links.

    An account without row yet is created.
    """
    at = at or timezone.now()
    with transaction.atomic():
        if user.pk is None:
            prepare(user, by=by)
        else:
            user.set_unusable_password()
            user.save()
        user.invitations.filter(used_at=None, ended_at=None).update(ended_at=at)
        token = secrets.token_urlsafe(32)
        Invitation.objects.create(
            user=user, by=by, digest=digest_of(token), made_at=at, expires_at=at + LASTS
        )
        until = timezone.localtime(at + LASTS).strftime("%Y-%m-%d %H:%M")
        account_changed.send(
            User, by=by, verb="user.invited", facts={"username": user.username, "until": until}
        )
    return token


def prepare(user, *, by):
    """Creates an account nobody can sign in with until its owner is invited (import from Excel)."""
    user.set_unusable_password()
    user.save()
    facts = {"username": user.username, "role": user.get_role_display()}
    account_changed.send(User, by=by, verb="user.created", facts=facts)
    return user


def invitation_of(token, at=None, *, rows=None, tried_from=""):
    """The open invitation of this link. Raises DomainError with what to do when there is none; `tried_from`: an address that may
    be wrong only so often."""
    found = (
        (Invitation.objects if rows is None else rows)
        .select_related("user")
        .filter(digest=digest_of(token))
        .first()
    )
    if found is None:
        if tried_from:
            attempt("link", tried_from)
        raise DomainError(f"没有这个邀请链接，请核对是否复制完整；{AGAIN}")
    if found.used_at:
        raise DomainError(
            "这个邀请链接已经用过，密码已由本人设置，请直接登录。若不是您本人设置的，请立即联系系统管理员。"
        )
    if found.ended_at:
        raise DomainError(f"这个邀请链接已经作废，请使用最近收到的一个；没有收到的，{AGAIN}")
    if found.expires_at <= (at or timezone.now()):
        raise DomainError(f"这个邀请链接已过七天有效期。{AGAIN}")
    if not found.user.is_active:
        raise DomainError("这个账号已停用，请联系系统管理员。")

    return found


def accept(token, *, password, at=None):
    """Sets the owner's password, once. Returns the account."""
    at = at or timezone.now()
    with transaction.atomic():
        found = invitation_of(token, at, rows=Invitation.objects.select_for_update(of=("self",)))
        user = found.user
        user.set_password(password)
        user.password_changed_at = at
        user.save()
        found.used_at = at
        found.save(update_fields=["used_at"])
        account_changed.send(User, by=user, verb="user.accepted", facts={"username": user.username})

    return user


def invitation_note(request, user, token):
    """What is shown once to whoever invites."""
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
    return f"{user.name}（登录名{user.username}）的邀请链接，只显示这一次，七天内有效，只能用一次，请转交本人设置密码：{link}"
