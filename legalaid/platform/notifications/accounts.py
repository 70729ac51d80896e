"""What the floor of accounts has to tell a person."""

from django.dispatch import receiver

from legalaid.platform.accounts.signals import person_told

from .send import notify


@receiver(person_told)
def told(sender, user, key, text, url, address, **kwargs):
    notify(user, key=key, kind="account", text=text, url=url, to=address)
