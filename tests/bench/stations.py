"""A province of 5,000 stations and 20,000 people: the tree, `stations_for`, the scoped lists, the duty month, the calendar at every height."""

import random
import time
from datetime import time as clock
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.cache import cache
from django.db import connection, reset_queries
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.models import (
    Certificate,
    Course,
    DutyPost,
    Firm,
    Handler,
    Leave,
    OutreachEvent,
    Referral,
    Roster,
    Shift,
    Staff,
    Station,
)
from stations.queries.station import stations_for
from tests.bench.bench import BACKEND, beside, measure

STATIONS, STAFF, HANDLERS = 5000, 17_000, 3000
SLIPS, EVENTS = 20_000, 20_000
PAGES = {
    "empty signed-in page": "/documents/verify/",
    "tree": "/stations/",
    "tree, found by name": "/stations/?q=2街",
    "tree, one branch": "/stations/{pk}/branch/",
    "station page": "/stations/{pk}/",
    "staff list": "/stations/staff/",
    "staff list, page 300": "/stations/staff/?page=300",
    "staff list, by name": "/stations/staff/?q=王",
    "handlers": "/stations/handlers/",
    "firms": "/stations/firms/",
    "case list": "/cases/",
    "consultations": "/cases/consultations/",
    "referrals received": "/stations/referrals/",
    "referrals, all": "/stations/referrals/?way=all",
    "return rates": "/stations/referrals/rates/",
    "duty month": "/stations/roster/",
    "calendar": "/cases/calendar/",
    "training": "/stations/training/",
    "who is due": "/stations/training/people/",
    "outreach": "/stations/outreach/",
    "board": "/board/",
}


def seed():
    """Root, 11 cities, 110 counties, townships; everyone's account; the demo's cases spread over the townships."""
    rng = random.Random(5)
    top = Station.objects.create(name="甲省法律援助中心", kind="center", host="center")
    cities = children([top], 11, "市中心", "center")
    counties = children(cities, 110, "县中心", "center")
    townships = children(counties, STATIONS - 122, "街道站", "township")
    users = User.objects.bulk_create(
        [
            User(
                username=f"b{n}",
                name=f"{rng.choice('王李张刘陈')}{n}",
                role=Role.STATION,
                password="!",
            )
            for n in range(STAFF)
        ],
        2000,
    )
    stations = [top, *cities, *counties, *townships]
    Staff.objects.bulk_create(
        [
            Staff(user=user, station=rng.choice(stations), full_time=n % 3 == 0)
            for n, user in enumerate(users)
        ],
        2000,
    )
    engage(rng, counties)
    slips(rng, users[0], townships)
    publicity(rng, users[0], townships)
    with connection.cursor() as cursor:
        ids = [station.pk for station in townships]
        for table in ("cases_case", "cases_consultation"):
            cursor.execute(
                f"UPDATE {table} SET station_id = (%s::bigint[])[1 + id %% {len(ids)}]", [ids]
            )
        cursor.execute("VACUUM ANALYZE")


def engage(rng, counties):
    """Firms, handlers, a duty month of three posts a county, leaves, and a course half of them have passed."""
    firms = Firm.objects.bulk_create(
        Firm(name=f"甲省{n}律师事务所", kind="law_firm", station=counties[n % len(counties)])
        for n in range(330)
    )
    users = User.objects.bulk_create(
        [
            User(
                username=f"h{n}",
                name=f"{rng.choice('王李张刘陈')}律{n}",
                role=Role.HANDLER,
                password="!",
            )
            for n in range(HANDLERS)
        ]
    )
    today = timezone.localdate()
    handlers = Handler.objects.bulk_create(
        Handler(
            user=user,
            station=counties[n % 110],
            firm=firms[n % 330],
            kind="lawyer",
            licence=f"1{n:016d}",
            practice_start=today.replace(year=2015),
        )
        for n, user in enumerate(users)
    )
    month, shifts = today.replace(day=1), []
    for number, county in enumerate(counties):
        roster = Roster.objects.create(
            station=county,
            month=month,
            made_by=users[0],
            made_at=timezone.now(),
            published_by=users[0],
            published_at=timezone.now(),
        )
        names = ("窗口", "法院", "看守所")
        posts = [
            DutyPost.objects.create(
                station=county, name=name, kind="window", starts=clock(9), ends=clock(17)
            )
            for name in names
        ]
        for day in (month + timedelta(days=n) for n in range(28)):
            for place, post in enumerate(posts):
                begin, end = post.span(day)
                handler = handlers[number + 110 * ((day.day * 3 + place) % 27)]
                shifts.append(
                    Shift(
                        roster=roster,
                        post=post,
                        handler=handler,
                        day=day,
                        starts_at=begin,
                        ends_at=end,
                        hours=Decimal(8),
                    )
                )
    Shift.objects.bulk_create(shifts, 2000)
    Leave.objects.bulk_create(
        Leave(
            user=user,
            kind="annual",
            starts=month + timedelta(days=n % 25),
            ends=month + timedelta(days=n % 25 + 2),
            by=user,
        )
        for n, user in enumerate(users[:600])
    )
    course = Course.objects.create(
        station=Station.objects.get(name="甲省法律援助中心"), title="上岗基础", basic=True
    )
    Certificate.objects.bulk_create(
        Certificate(course=course, user_id=pk, issued_at=timezone.now())
        for pk in range(users[0].pk - STAFF, users[0].pk, 2)
    )


def slips(rng, user, townships):
    now = timezone.now()
    Referral.objects.bulk_create(
        [
            Referral(number=f"转{n}", from_station=townships[n % len(townships)], to_station=rng.choice(townships), by=user, matter="aid",
                     facts="欠薪", name="张三", consent="当面", sent_at=now - timedelta(hours=n % 5000))
            for n in range(SLIPS)
        ],
        2000,
    )  # fmt: skip


def publicity(rng, user, townships):
    today = timezone.localdate()
    OutreachEvent.objects.bulk_create(
        [
            OutreachEvent(station=(where := rng.choice(townships)), township=where, form="visit", venue="village", title=f"进乡村{n}",
                          day=today - timedelta(days=n % 300), people=rng.randint(20, 300), by=user)
            for n in range(EVENTS)
        ],
        2000,
    )  # fmt: skip


def children(parents, count, name, kind):
    rows = [
        Station(
            parent=parents[n % len(parents)],
            name=f"{parents[n % len(parents)].pk}之{n}{name}",
            kind=kind,
            host="other",
        )
        for n in range(count)
    ]
    made = Station.objects.bulk_create(rows, 2000)
    for row in made:
        row.path = f"{row.parent.path}{row.pk}/"
    Station.objects.bulk_update(made, ["path"], 2000)
    return made


def somebody(station, username, role):
    user = User.objects.create(username=username, name=username, role=role, password="!")
    Staff.objects.create(user=user, station=station)
    return user


def main(client, case_count):
    if not Station.objects.filter(name="甲省法律援助中心").exists():
        seed()
    top = Station.objects.get(name="甲省法律援助中心")
    county = top.children.first().children.first()
    places = {
        "province": (top, Role.DIRECTOR),
        "county": (county, Role.DIRECTOR),
        "township": (county.children.first(), Role.STATION),
    }
    print(f"{'page':26}{'ms':>8}{'ratio':>8}{'queries':>9}{'kB':>7}{'first ms':>9}")
    print(
        f"{Station.objects.count()} stations, {Staff.objects.count()} staff, {Handler.objects.count()} handlers, {case_count} cases"
    )
    for place, (station, role) in places.items():
        user = User.objects.filter(username=f"bench-{place}").first() or somebody(
            station, f"bench-{place}", role
        )
        client.force_login(user, backend=BACKEND)
        print(f"-- {place}: {stations_for(user).count()} stations")
        seconds = measure(lambda user=user: list(stations_for(user).values_list("pk", flat=True)))
        print(f"{'stations_for':26}{seconds * 1000:8.1f}")
        walk(client, station)


def walk(client, station):
    for name, path in PAGES.items():
        address = path.format(pk=station.pk)
        cache.clear()
        client.get(PAGES["empty signed-in page"])
        settings.DEBUG = True
        reset_queries()
        began = time.perf_counter()
        answer = client.get(address)
        first = time.perf_counter() - began  # what is kept a while is counted here
        queries, size = len(connection.queries), len(answer.content) / 1000
        settings.DEBUG = False
        if answer.status_code == 403:
            continue  # not this role's page
        assert answer.status_code == 200, (name, answer.status_code)
        seconds, base = beside(
            lambda address=address: client.get(address),
            lambda: client.get(PAGES["empty signed-in page"]),
            9,
        )
        print(
            f"{name:26}{seconds * 1000:8.1f}{seconds / base:8.1f}{queries:9}{size:7.0f}{first * 1000:9.1f}",
            flush=True,
        )
