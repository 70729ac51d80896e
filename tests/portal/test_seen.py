"""What the public sees of persons: nobody who is not published by name; and what a page costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Person
from legalaid.faces.portal import domain
from legalaid.faces.portal.reading.duty import UNNAMED
from legalaid.platform.accounts.models import User
from stations.models import DutyPost, Handler, Roster, Shift, Station
from tests.factories import new_case, walk

from .apart import names
from .test_apart import ABOUT, OF_A_NOTICE
from .test_notices import prepare, publish

FILES = {"portal:form", "portal:public_pdf", "portal:chart"}


def pages(*notices):
    plain = (name for name in names() if name.startswith("portal:") and name not in OF_A_NOTICE)
    paths = [reverse(name, kwargs=ABOUT.get(name)) for name in plain if name not in FILES]
    return [*paths, *(reverse("portal:public_notice", args=[one.pk]) for one in notices)]


@pytest.fixture
def lively(county):
    """Cases under way, one of them to be contacted safely; notices of several kinds; two handlers published by name."""
    walk(county, "approve_closure")
    walk(county, "assign")
    new_case(county)
    Handler.objects.filter(pk__in=Handler.objects.values("pk")[:2]).update(public=True)
    return county, [shown(county, kind) for kind in ("promises", "rules", "handlers")]


def shown(county, kind):
    notice = prepare(county.admin, kind)
    domain.hide_small(notice, by=county.admin)
    return publish(notice, county.zhuren)


def test_nobodys_name_telephone_or_number_stands_on_any_page(client, lively):
    _, notices = lively
    text = "".join(client.get(path).content.decode() for path in pages(*notices))

    released = set(Handler.objects.filter(public=True).values_list("user__name", flat=True))
    people = list(Person.objects.all())
    words = {
        *(person.name for person in people),
        *(person.id_number for person in people),
        *(person.phone for person in people),
        *(person.address for person in people),
        *(case.number for case in Case.objects.all()),
        *User.objects.values_list("name", flat=True),
        *User.objects.values_list("username", flat=True),
        *(handler.mobile for handler in Handler.objects.all()),
    } - released - {""}  # fmt: skip
    assert len(words) > 25
    assert {word for word in words if word in text and word != "admin"} == set()
    assert all(name in text for name in released)


def test_page_of_places_tells_the_way_there_where_somebody_wrote_it(client, county):
    way = {"way": "老粮站对面，二楼", "buses": "2路东街口站", "step_free": "院子北门"}
    Station.objects.filter(parent=None).update(**way, equipment=[])
    page = client.get(reverse("portal:places")).content.decode()
    told = [
        page.count(text) for text in ("老粮站对面，二楼", "2路东街口站", "没有台阶的入口：院子北门")
    ]
    assert (told, page.count("怎样找</dt>")) == ([1, 1, 1], 1)


def test_way_is_typed_on_the_page_of_the_station(county, sign_in):
    station = Station.objects.get(parent=None)
    known = {"seen": station.version, "name": station.name, "kind": "center", "host": "center"}
    said = known | {"way": "老粮站对面", "buses": "2路", "step_free": "北门"}
    page = reverse("stations:station_edit", args=[station.pk])
    assert sign_in(county.admin).post(page, said).status_code == 302
    station.refresh_from_db()
    assert (station.way, station.buses, station.step_free) == ("老粮站对面", "2路", "北门")


def shift_today(county, *, published=True):
    """lvshi at the window of the centre, on the plan of this month."""
    now, handler = timezone.now(), Handler.objects.get(user=county.lvshi)
    today = timezone.localdate(now)
    post = DutyPost.objects.create(
        station=handler.station,
        name="接待窗口",
        kind="window",
        place="一楼",
        starts="09:00",
        ends="17:00",
    )
    plan = Roster.objects.create(
        station=handler.station, month=today.replace(day=1), made_by=county.zhuren, made_at=now,
        published_at=now if published else None,
    )  # fmt: skip
    span = {"starts_at": now, "ends_at": now + timedelta(hours=1), "hours": 1}
    return Shift.objects.create(roster=plan, post=post, handler=handler, day=today, **span)


def test_duty_is_told_by_name_only_of_whoever_is_published(client, county):
    shift = shift_today(county)
    Handler.objects.update(public=False)
    page = client.get(reverse("portal:duty")).content.decode()
    assert (f"<b>{UNNAMED}</b>" in page, shift.handler.user.name in page) == (True, False)

    Handler.objects.filter(pk=shift.handler_id).update(public=True)
    told = f"{shift.handler.user.name}（{shift.handler.firm.name}）"
    for name in ("duty", "front"):
        assert told in client.get(reverse(f"portal:{name}")).content.decode()


def test_plan_nobody_published_is_told_to_nobody(client, county):
    shift = shift_today(county, published=False)
    page = client.get(reverse("portal:duty")).content.decode()
    assert (shift.post.place in page, page.count("没有排班。")) == (False, 7)


def counted(client, path):
    client.get(path)  # what is kept for a minute
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("name", "most"),
    [("front", 4), ("places", 1), ("duty", 1), ("roster", 1), ("rules", 1), ("flow", 1), ("archive", 2), ("guides", 0), ("ask", 1)],
)  # fmt: skip
def test_pages_cost_few_questions_however_much_there_is(client, lively, name, most):
    county, _ = lively
    before = counted(client, reverse(f"portal:{name}"))
    for kind in ("promises", "rules"):
        shown(county, kind)
    assert (before, counted(client, reverse(f"portal:{name}"))) == (most, most)
