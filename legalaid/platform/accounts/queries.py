from .models import User
from .roles import Role

CLOSED = ("password", "session_key", "last_login", "password_changed_at", "notice")


def told_users():
    """Accounts without what opens them: the public's process may not read it (docs/postgresql-portal-acts.sql)."""
    return User.objects.defer(*CLOSED)


def system_user():
    """The account in whose name the nightly work acts; nobody can sign in with it."""
    user, _ = told_users().get_or_create(
        username="system", defaults={"name": "系统", "role": Role.ADMIN, "password": "!"}
    )
    return user


def people_of(*roles):
    """Whoever uses an account of these roles: not the nightly work."""
    return User.objects.filter(role__in=roles, is_active=True).exclude(username="system")


def never_signed_in():
    """Accounts in use whose owner has not come in yet: the invitation may have run out."""
    return User.objects.filter(is_active=True, last_login=None).exclude(username="system")
