"""What other records of the same human being, or of whoever has the same number, agreed on safe contact."""

from django.db.models import Q

from cases.models import Consultation, Person
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.safety import Safe, warning_of


def stated_elsewhere(asked):
    """[[the other records with an agreement] of each], of [(a Person, JointApplicant, Consultation or Visit, the number they are called at)], in
    two queries."""
    marks = {_mark(number) for _, number in asked} - {""}
    ids = {row.id_blind for row, _ in asked} - {""}
    beings = {row.being for row, _ in asked if isinstance(row, Person)}
    same = Q(phone_blind__in=marks) | Q(id_blind__in=ids)

    people = list(Person.objects.filter(same | Q(being__in=beings), safe=Safe.STATED))
    visits = list(Consultation.objects.filter(same, safe=Safe.STATED))
    return [
        [*(one for one in people if _is_other(one, row, number)),
         *(one for one in visits if _is_other(one, row, number))]
        for row, number in asked
    ]  # fmt: skip


def _mark(number):
    return blind(number, "person.phone") if number else ""


def _is_same(one, row, number):
    has_number = number and one.phone_blind == _mark(number)
    return bool(has_number or row.id_blind and one.id_blind == row.id_blind)


def _is_other(one, row, number):
    if one == row:
        return False
    alike = isinstance(row, Person) and isinstance(one, Person) and one.being == row.being
    return _is_same(one, row, number) or alike


class Heeded:
    """Somebody to be called (a Person, a Joint, a Consultation), with what was agreed elsewhere: where nothing was on this record, that holds."""

    def __init__(self, person, elsewhere):
        self._person = person
        self.binding = [] if person.guarded else elsewhere
        self.elsewhere = elsewhere

    def __getattr__(self, name):
        return getattr(self._person, name)

    @property
    def dial(self):
        number = self._person.dial
        return "" if any(one.dial != number for one in self.binding) else number

    @property
    def warning(self):
        """In one line, without a number and without the notes of another matter."""
        said = dict.fromkeys(
            warning_of(one.safe, one.safe_hours, one.forbidden, "") for one in self.elsewhere
        )
        others = [f"本人或者这个号码另有约定：{words}" for words in said]
        return "；".join(filter(None, (self._person.warning, *others)))

    def refusal_of(self, manner):
        asked = (self._person, *self.binding)
        return next(filter(None, (one.refusal_of(manner) for one in asked)), "")


def heeded(people):
    """Each of them Heeded; of a joint applicant, and of one of a group, the row on the list is whom others know."""
    asked = [(_known_as(one), one.dial) for one in people]
    return [Heeded(*pair) for pair in zip(people, stated_elsewhere(asked), strict=True)]


def _known_as(one):
    if hasattr(one, "id_blind"):
        return one
    return getattr(one, "row", None) or one.who


def heed(person):
    """This one Heeded, who may be so already."""
    return person if isinstance(person, Heeded) else heeded([person])[0]
