"""What a person signed in reads is kept by no browser; what is public may be."""

import pytest
from django.urls import reverse

from tests.factories import new_case


@pytest.mark.parametrize(
    "path",
    ["/", "/cases/", "/public/", "/find/", "/accounts/password/", "/messages/", "/desk/side/"],
)
def test_nothing_signed_in_is_kept(county, sign_in, path):
    assert "no-store" in sign_in(county.zhuren).get(path)["Cache-Control"]


def test_case_and_a_refused_form_are_not_kept_and_what_was_typed_stays(county, sign_in):
    case, client = new_case(county), sign_in(county.chuangkou)
    assert client.get(case.get_absolute_url())["Cache-Control"] == "no-store"
    answer = client.post(reverse("cases:intake"), {"name": "李国强", "id_number": "1"})
    assert (answer.status_code, answer["Cache-Control"]) == (422, "no-store")
    assert "李国强" in answer.content.decode()


def test_public_chart_is_kept_for_whoever_did_not_sign_in(client, db):
    assert client.get(reverse("portal:chart"))["Cache-Control"] == "max-age=300"


def test_door_and_the_link_of_an_invitation_are_not_kept(client, db):
    for path in ("/accounts/login/", "/accounts/invitation/x/"):
        assert "no-store" in client.get(path)["Cache-Control"]
