"""From 看我符不符合条件 on to the application: only by pressing the button, nothing kept before, each answer proposed and none taken."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Cause
from legalaid.faces.portal.apply.known import known_of
from legalaid.faces.portal.apply.models import Draft
from legalaid.faces.portal.qualify.state import sealed

from .applied import PERSON, START, errors, pages
from .test_qualify import said

pytestmark = pytest.mark.django_db
CARRY = "/public/apply/online/carry/"
CHECK = "/public/apply/online/check/"
WAGES = said("wages", crowds=["migrant_worker", "aided"], stage="none")
BEGIN = {"seen_by": "alone", "agree": "on"}


def question(key):
    return reverse("apply:question", args=[key])


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        (said("wages", heads=1, income="900.00"), {"own_income": ["900.00"]}),
        (said("wages", heads=3, income="3000.00", savings="50.00"), {"savings": ["50.00"]}),
        (
            said("support", home="yes", own_income="800.00", savings="20.00"),
            {
                "own_income": ["800.00"],
                "own_savings": ["20.00"],
                "opponent_in_household": ["on"],
            },
        ),
        (said("wages", crowds=["elderly", "aided"]), {"crowds": ["elderly"]}),
    ],
)
def test_answers_are_those_of_the_application_word_for_word(county, answers, known):
    found = known_of(answers)
    assert {key: found[key] for key in known} == known
    money = {"own_income", "own_savings", "savings", "opponent_in_household"} & found.keys()
    assert money == money & known.keys()


def test_cause_is_proposed_where_it_can_be_no_other(county):
    divorce = Cause.objects.get(name="离婚纠纷")
    assert known_of(said("divorce"))["cause"] == [str(divorce.pk)]
    for matter in ("violence", "wages", "accused", "other"):
        assert "cause" not in known_of(said(matter))


def test_stage_that_may_be_two_is_asked_anew(county):
    assert "stage" not in known_of(said("wages", stage="going"))
    assert known_of(said("wages", stage="enforce"))["stage"] == ["执行"]
    assert known_of({}) == known_of({"matter": "x"}) == {}


def test_button_stands_under_the_judgment_and_not_where_another_place_decides(county):
    page = {}
    for here in ("yes", "no"):
        state = sealed({key: value for key, value in WAGES.items() if key != "here"})
        posted = Client().post(reverse("portal:qualify"), {"state": state, "answer": here})
        page[here] = "带着答案去申请" in posted.content.decode()
    assert page == {"yes": True, "no": False}


def test_nothing_is_kept_before_one_begins(county):
    client = Client(enforce_csrf_checks=True)  # its pages work without cookies
    answer = client.post(CARRY, {"known": sealed(WAGES)})
    assert (answer.status_code, "刚才答的" in answer.content.decode()) == (200, True)
    assert "刚才答的" not in client.post(CARRY, {"known": "x"}).content.decode()
    assert client.get(CARRY).url == START
    assert not Draft.objects.exists()


def test_answers_are_proposed_on_each_page_and_none_is_taken(county):
    client = Client()
    client.post(START, BEGIN | {"known": sealed(WAGES)})
    draft = Draft.objects.get()
    assert (draft.said, draft.done) == ({}, [])

    matter = client.get(question("matter")).context["form"]
    assert matter["wish"].value() == "被拖欠工资"
    assert not matter["cause"].value()  # wages or whether one is employed: chosen there
    assert client.get(question("crowds")).context["form"]["crowds"].value() == ["migrant_worker"]
    assert "被拖欠工资" not in client.get(CHECK).content.decode()


def test_what_is_saved_on_a_page_stands_and_what_is_emptied_stays_empty(county):
    client = Client()
    client.post(START, BEGIN | {"known": sealed(WAGES)})
    seen = Draft.objects.get().version
    assert client.post(question("crowds"), {"seen": seen}).status_code == 302
    assert client.get(question("crowds")).context["form"]["crowds"].value() in (None, [], "")
    assert Draft.objects.get().said["crowds"] == []


def test_page_nobody_looked_at_keeps_the_application_from_being_sent(county):
    client = Client()
    client.post(START, BEGIN | {"known": sealed(WAGES)})
    for key, answers in pages().items():
        if key != "crowds":
            said = {"seen": Draft.objects.get().version, **answers}
            assert client.post(question(key), said).status_code == 302, key
    client.post(reverse("apply:papers"), {"done": "1"})
    answer = client.post(CHECK)
    assert (answer.status_code, "人员类别" in "".join(errors(answer))) == (422, True)
    assert Draft.objects.get().first("name") == PERSON["name"]


def test_answers_of_somebody_elses_making_carry_nothing(county):
    Client().post(START, BEGIN | {"known": "eyJ4IjoxfQ:abc"})
    assert Draft.objects.get().known == ""
