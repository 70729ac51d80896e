from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from legalaid.platform.accounts.signals import account_changed

from .chain import record


@receiver(user_logged_in)
def logged_in(sender, request, user, **kwargs):
    record("user.login", by=user)


@receiver(user_logged_out)
def logged_out(sender, request, user, **kwargs):
    if user is not None:
        record("user.logout", by=user)


@receiver(user_login_failed)
def login_failed(sender, credentials, **kwargs):
    record("user.login_failed", by=None, username=str(credentials.get("username", ""))[:40])


@receiver(account_changed)
def changed(sender, by, verb, facts, **kwargs):
    record(verb, by=by, **facts)
