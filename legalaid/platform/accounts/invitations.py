"""An account is handed over by a one-time password, shown once to whoever invites; it must be changed at the first sign-in."""

import secrets

from .models import User
from .signals import account_changed


def one_time_password():
    return f"Fy{secrets.randbelow(10**6):06d}-{secrets.token_hex(3)}"


def invite(user, *, by):
    """Gives a new or forgetful person a one-time password and returns it. An account without row yet is created."""
    created = user.pk is None
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save()
    if created:
        facts = {"username": user.username, "role": user.get_role_display()}
        account_changed.send(User, by=by, verb="user.created", facts=facts)
    else:
        account_changed.send(User, by=by, verb="user.changed", facts={"username": user.username, "fields": "密码"})
    return password


def prepare(user, *, by):
    """Creates an account nobody can sign in with until its owner is invited (import from Excel)."""
    user.set_unusable_password()
    user.must_change_password = True
    user.save()
    facts = {"username": user.username, "role": user.get_role_display()}
    account_changed.send(User, by=by, verb="user.created", facts=facts)
    return user
