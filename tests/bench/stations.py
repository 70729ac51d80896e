"""A province of 5,000 stations and 20,000 people: the tree, `stations_for` and the scoped lists at every height of it."""

import random

from django.conf import settings
from django.db import connection, reset_queries

from cases.models import Case
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.models import Staff, Station
from stations.queries.station import stations_for
from tests.bench.bench import BACKEND, measure

STATIONS, PEOPLE = 5000, 20_000
PAGES = {
    "empty signed-in page": "/documents/verify/",
    "tree": "/stations/",
    "tree, found by name": "/stations/?q=2街",
    "tree, one branch": "/stations/{pk}/branch/",
    "station page": "/stations/{pk}/",
    "staff list": "/stations/staff/",
    "staff list, by name": "/stations/staff/?q=王",
    "handlers": "/stations/handlers/",
    "case list": "/cases/",
    "consultations": "/cases/consultations/",
    "board": "/cases/board/",
}


def seed():
    """Root, 11 cities, 110 counties, townships; everyone's account; cases spread over the townships."""
    rng = random.Random(5)
    level = [Station.objects.create(name="甲省法律援助中心", kind="center", host="center")]
    plan = ((11, "市中心", "center"), (110, "县中心", "center"), (STATIONS - 122, "街道站", "township"))
    for count, name, kind in plan:
        level = children(level, count, name, kind)
    stations = list(Station.objects.filter(path__startswith=f"{Station.objects.get(name='甲省法律援助中心').pk}/"))
    users = User.objects.bulk_create(
        [User(username=f"b{n}", name=f"{rng.choice('王李张刘陈')}{n}", role=Role.STATION, password="!") for n in range(PEOPLE)],
        2000,
    )
    Staff.objects.bulk_create(
        [Staff(user=user, station=rng.choice(stations), full_time=n % 3 == 0) for n, user in enumerate(users)], 2000
    )
    cases = list(Case.objects.only("pk", "station"))
    for case in cases:
        case.station = rng.choice(level)
    Case.objects.bulk_update(cases, ["station"], 2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def children(parents, count, name, kind):
    rows = [
        Station(parent=parents[n % len(parents)], name=f"{parents[n % len(parents)].pk}之{n}{name}", kind=kind, host="other")
        for n in range(count)
    ]
    made = Station.objects.bulk_create(rows, 2000)
    for row in made:
        row.path = f"{row.parent.path}{row.pk}/"
    Station.objects.bulk_update(made, ["path"], 2000)
    return made


def somebody(station, username):
    user = User.objects.create(username=username, name=username, role=Role.WINDOW, password="!")
    Staff.objects.create(user=user, station=station)
    return user


def main(client, case_count):
    if not Station.objects.filter(name="甲省法律援助中心").exists():
        seed()
    top = Station.objects.get(name="甲省法律援助中心")
    places = {"province": top, "county": top.children.first().children.first()}
    places["township"] = places["county"].children.first()
    print(f"{Station.objects.count()} stations, {Staff.objects.count()} staff, {case_count} cases")
    for place, station in places.items():
        user = User.objects.filter(username=f"bench-{place}").first() or somebody(station, f"bench-{place}")
        client.force_login(user, backend=BACKEND)
        base = None
        print(f"-- {place}: {stations_for(user).count()} stations")
        seconds = measure(lambda user=user: list(stations_for(user).values_list("pk", flat=True)))
        print(f"{'stations_for':26}{seconds * 1000:8.1f}")
        for name, path in PAGES.items():
            address = path.format(pk=station.pk)
            settings.DEBUG = True
            reset_queries()
            answer = client.get(address)
            queries, size = len(connection.queries), len(answer.content) / 1000
            settings.DEBUG = False
            assert answer.status_code == 200, (name, answer.status_code)
            seconds = measure(lambda address=address: client.get(address))
            base = base or seconds
            print(f"{name:26}{seconds * 1000:8.1f}{seconds / base:8.1f}{queries:9}{size:7.0f}")
