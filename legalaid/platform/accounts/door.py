"""The door of the house: how often a name, and an address, may try a password.

An address that was tried too often stays open to those who signed in from there before, so that one guesser at the office's
own address does not keep the office out.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from legalaid.platform.core.errors import DomainError

from .limits import attempt, forget, shut_now, shut_until, sweep
from .models import Place, User
from .signals import account_changed

NAME, ADDRESS = "login", "address"
SAID = {NAME: ("user.locked", "username"), ADDRESS: ("user.shut_out", "source")}


class Door:
    def __init__(self, name, address):
        self.name, self.address, self.shut, self.tries = name, address, NAME, []

    def knock(self):
        """Counts the try before the password is looked at. Raises TooOften."""
        for door, who in self._asked():
            self.shut = door
            self.tries.append(attempt(door, who))

    def _asked(self):
        if not self.name:
            return
        known = timezone.now() - timedelta(days=settings.KNOWN_DAYS)
        if not Place.objects.knows(self.name, self.address, known):
            yield ADDRESS, self.address
        yield NAME, self.name

    def shut_by_this(self):
        """Until when the try that just failed shut the door; None where one may try again."""
        for one in reversed(self.tries):
            if until := shut_until(one.door, one.who):
                self.shut = one.door
                verb, fact = SAID[one.door]
                account_changed.send(User, by=None, verb=verb, facts={fact: one.who})
                return until
        return None

    def opened(self, user):
        """In: the name begins anew, and this try does not count against the address."""
        forget(NAME, self.name)
        for one in self.tries:
            one.delete()
        sweep()
        Place.objects.update_or_create(
            user=user, address=self.address, defaults={"at": timezone.now()}
        )


def shut_doors():
    """[(door, who, until)] that an administrator may open."""
    return shut_now(NAME, ADDRESS)


def unlock(door, who, *, by):
    """Opens the door for this name or address; answers with who it was."""
    if door not in (NAME, ADDRESS) or not forget(door, who):
        raise DomainError("现在没有锁定，不需要解除。")

    account_changed.send(User, by=by, verb="user.unlocked", facts={"who": who})
    return who
