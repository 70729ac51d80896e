"""Whoever did not see the answer sends the form again: it is made once, whichever form it is."""

import uuid
from datetime import timedelta

from django.urls import get_resolver, reverse
from django.utils import timezone

from legalaid.platform.core.models import Sent
from legalaid.platform.core.tasks import sweep_sent
from legalaid.platform.office.pages import FormPage, RowFormPage, SentOnce
from stations.models import OutreachTag

TOKEN = "00000000-0000-4000-8000-000000000044"
TAG = {"token": TOKEN, "name": "宪法宣传月", "first_year": 2026, "last_year": 2030}
# nothing is made twice by these: what they make has a name or a number of its own, or is a change of what there is
NAMED = {
    "lists:new",
    "statistics:period_new",
    "stations:staff_new",
}


def forms(resolver, inside=""):
    """(name, class) of every address that answers with a form about no row."""
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from forms(entry, f"{inside}{entry.namespace}:" if entry.namespace else inside)
        else:
            page = getattr(entry.callback, "view_class", object)
            if issubclass(page, FormPage) and not issubclass(page, RowFormPage):
                yield f"{inside}{entry.name}", page


def test_form_sent_again_makes_one_row_and_leads_to_the_same_page(county, sign_in):
    client = sign_in(county.zhuren)
    first, again = (client.post(reverse("stations:outreach_tag_new"), TAG) for _ in range(2))
    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    assert OutreachTag.objects.filter(name=TAG["name"]).count() == 1
    assert Sent.objects.get().path == first.url


def test_token_is_forgotten_after_ninety_days(db):
    now = timezone.now()
    for days, path in ((89, "/kept/"), (91, "/dropped/")):
        Sent.objects.create(token=uuid.uuid4(), path=path, at=now - timedelta(days=days))
    sweep_sent()
    assert [row.path for row in Sent.objects.all()] == ["/kept/"]


def test_refused_form_may_be_sent_again(county, sign_in):
    client = sign_in(county.zhuren)
    address = reverse("stations:outreach_tag_new")
    assert client.post(address, TAG | {"name": ""}).status_code == 422
    assert client.post(address, TAG).status_code == 302
    assert OutreachTag.objects.filter(name=TAG["name"]).count() == 1


def test_page_carries_its_token(county, sign_in):
    page = sign_in(county.zhuren).get(reverse("stations:outreach_tag_new")).content.decode()
    assert 'name="token" value="' in page


def test_every_form_that_makes_a_row_is_sent_once():
    new = {name for name, page in forms(get_resolver()) if name.endswith((":new", "_new"))}
    once = {name for name, page in forms(get_resolver()) if issubclass(page, SentOnce)}
    assert new - once - NAMED == set()
    assert len(once) > 15
