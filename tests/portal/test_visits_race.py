"""At the same moment, each on a connection of its own: the last place is given once, a form sent twice is one visit."""

import uuid
from datetime import time

import pytest

from legalaid.faces.portal.visits.domain.booking import TAKEN, book, change, squeeze_in
from legalaid.faces.portal.visits.domain.desk import arrive
from legalaid.faces.portal.visits.models import Visit
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.hall.windows import ticket

from .visitor import FACTS, MONDAY, booked, center, offer, tuesday

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county():
    return build_county()


def booking(token):
    where = {"station": center(), "starts_at": tuesday(9)}
    return lambda: book(token=token, facts=FACTS, at=MONDAY, **where)[0].pk


def test_two_people_for_the_last_place_one_gets_it(county):
    offer(county.zhuren)
    answers = at_once(booking(uuid.uuid4()), booking(uuid.uuid4()))
    assert one_refused(answers) == TAKEN
    assert Visit.objects.count() == 1


def test_pressed_twice_it_is_one_visit(county):
    offer(county.zhuren)
    answers = at_once(*[booking(uuid.uuid4())] * 2)
    assert answers == [Visit.objects.get().pk] * 2


def test_two_at_the_window_for_the_last_kept_place_one_gets_it(county):
    offer(county.zhuren, starts=time(9), ends=time(10), pause_from=None, pause_to=None)
    booked(9)

    def squeezing(token):
        asked = {"token": token, "station": center(), "starts_at": tuesday(9, 30)}
        said = {"by": county.chuangkou, "facts": FACTS, "why": "快开庭了，等不了"}
        return lambda: squeeze_in(**asked, **said, at=MONDAY)[0].pk

    answers = at_once(squeezing(uuid.uuid4()), squeezing(uuid.uuid4()))
    assert one_refused(answers) == TAKEN
    assert list(Visit.objects.values_list("kept", flat=True)) == [False, True]


def test_one_number_for_two_visits_is_that_of_one(county):
    offer(county.zhuren)
    first, second = booked(9), booked(10)
    number = ticket(0)

    def coming(visit):
        said = {"by": county.chuangkou, "number": number, "at": tuesday(9)}
        return lambda: arrive(Visit.objects.get(pk=visit.pk), **said).pk

    assert (
        one_refused(at_once(coming(first), coming(second))) == "A001号已经是另一个预约的，请核对。"
    )
    assert Visit.objects.filter(ticket=number).count() == 1


def test_moving_to_the_last_place_while_another_books_it(county):
    offer(county.zhuren)
    visit = booked(10)

    def move():
        return change(Visit.objects.get(pk=visit.pk), starts_at=tuesday(9), at=MONDAY)

    assert one_refused(at_once(move, booking(uuid.uuid4()))) == TAKEN
    assert Visit.objects.filter(starts_at=tuesday(9)).count() == 1
