"""What makes the demo county's network live: places and hours, duties and equipment, colleagues, licences, leave, history, commendations."""

from datetime import date, timedelta

from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.identifiers import USCC, USCC_WEIGHTS
from legalaid.platform.core.office import office
from stations.domain import staff as people
from stations.domain import station as acts
from stations.enums import Degree, Duty, Equipment, Nature, Post, StationHost, StationKind
from stations.models import Commendation, Firm, Handler, Staff, Station

TOWNSHIP_KIT = (
    Equipment.WINDOW,
    Equipment.COMPUTER,
    Equipment.PRINTER,
    Equipment.SYSTEM,
    Equipment.BARRIER_FREE,
    Equipment.STREET_FRONT,
)
PARTNER_KIT = (Equipment.COMPUTER, Equipment.PRINTER, Equipment.SYSTEM, Equipment.ROOM)
CONSULT_ONLY = ("团县委法律援助工作站",)
NAMES = (
    "冯雪",
    "严明",
    "田慧",
    "任建军",
    "姚兰",
    "汪海",
    "崔丽",
    "谭勇",
    "石磊",
    "龚琴",
    "贺强",
    "赖敏",
)
POINTS = ("东河村", "大坝村", "柳树屯")


def credit_code(serial):
    """A code with a right check character under an area that was never issued."""
    body = f"31999999{serial:09d}"
    total = sum(USCC.index(c) * w for c, w in zip(body, USCC_WEIGHTS, strict=True))
    return body + USCC[(31 - total % 31) % 31]


def fill(rng):
    director = User.objects.filter(role=Role.DIRECTOR).order_by("pk").first()
    today = timezone.localdate()
    stations = list(Station.objects.order_by("pk"))
    center = stations[0]

    for number, station in enumerate(stations):
        _place(station, number, rng)

    Station.objects.bulk_update(
        stations,
        [
            "nature",
            "region",
            "area",
            "address",
            "hours",
            "contact",
            "phone",
            "duties",
            "equipment",
            "posts",
            "floor_area",
            "opened_on",
        ],
    )
    _staff(rng, stations, director, today)
    _handlers(rng, today, director)
    _history(center, stations, director, today)

    for year, title in ((2025, "全省法律援助工作先进集体"), (2026, "全市法治宣传先进单位")):
        Commendation.objects.create(
            station=center, awarded_on=date(year, 4, 20), title=title, awarded_by="上级司法行政机关"
        )


def _place(station, number, rng):
    place = station.name.removesuffix("法律援助工作站")
    station.opened_on = date(2019 + number % 5, 3 + number % 8, 1)
    station.hours = "工作日 9:00—12:00，14:00—17:30"
    if station.kind == StationKind.CENTER:
        station.nature, station.posts, station.floor_area = Nature.CIVIL_SERVICE, 8, 260
        station.region, station.area, station.equipment = (
            office()["region"],
            office()["county"],
            list(Equipment.values),
        )
        station.contact = "周敏"

    elif station.kind == StationKind.TOWNSHIP:
        station.region, station.area = (
            f"{office()['region']}{100 + number:03d}",
            f"{place}全境",
        )
        station.address, station.phone = (
            f"{place}司法所一楼",
            f"0999-76{number:02d}{rng.randrange(100):02d}8",
        )
        station.equipment, station.floor_area = (
            [item.value for item in TOWNSHIP_KIT[: 4 + number % 3]],
            20 + number * 5,
        )
    else:
        station.region, station.area = office()["region"], f"全县（{place}服务对象）"
        station.address, station.phone = (
            f"{place}一楼接待室",
            f"0999-77{number:02d}{rng.randrange(100):02d}6",
        )
        station.equipment, station.floor_area = (
            [item.value for item in PARTNER_KIT[: 2 + number % 3]],
            12 + number,
        )
        station.duties = (
            [Duty.CONSULT] if station.name in CONSULT_ONLY else [Duty.CONSULT, Duty.APPLY]
        )


def _staff(rng, stations, director, today):
    rows = list(Staff.objects.select_related("user", "station"))
    for number, row in enumerate(rows):
        center = row.station.kind == StationKind.CENTER
        row.title = {Role.DIRECTOR: "主任", Role.REVIEWER: "审查员"}.get(
            row.user.role, "工作人员" if center else "联络员"
        )
        row.post = Post.ESTABLISHED if center or number % 3 else Post.HIRED
        row.sex, row.degree = (
            "FM"[number % 2],
            (Degree.BACHELOR, Degree.COLLEGE, Degree.MASTER)[number % 3],
        )
        row.law_major = row.qualified = center and number % 2 == 0
        row.joined_on = date(2018 + number % 7, 7, 1)
        row.public, row.public_text = center, "接待咨询、受理申请" if center else ""

    Staff.objects.bulk_update(
        rows,
        [
            "title",
            "post",
            "sex",
            "degree",
            "law_major",
            "qualified",
            "joined_on",
            "public",
            "public_text",
        ],
    )
    for number, name in enumerate(NAMES):
        account = {
            "username": f"lianluo{number + 1}",
            "name": name,
            "role": Role.STATION,
            "phone": f"139{rng.randrange(10**8):08d}",
        }
        people.engage(
            by=director,
            account=account,
            station=stations[1 + number % (len(stations) - 1)],
            invited=False,
            title="联络员",
            post=(Post.HIRED, Post.VOLUNTEER)[number % 2],
            full_time=False,
            sex="MF"[number % 2],
            degree=Degree.COLLEGE,
            joined_on=date(2024, 9, 1),
        )

    people.record_leave(
        User.objects.get(username="lianluo3"),
        by=director,
        kind="annual",
        starts=today,
        ends=today + timedelta(days=4),
        note="年休",
    )


def _handlers(rng, today, director):
    center = Station.objects.get(parent=None)
    for number, firm in enumerate(Firm.objects.order_by("pk"), 1):
        firm.credit_code, firm.station, firm.phone = (
            credit_code(number * 137),
            center,
            f"0999-75{number:02d}{rng.randrange(1000):03d}",
        )
        firm.bank, firm.account_name = "清和县农村信用合作联社", firm.name
        firm.account_number = f"6299{rng.randrange(10**12):012d}"
        firm.save()

    rows = list(Handler.objects.select_related("user").order_by("pk"))
    for number, row in enumerate(rows):
        row.licence_expires = date(today.year + 1, 5, 31)
        row.languages = ("普通话、本地方言", "普通话", "普通话、手语")[number % 3]
        row.sex, row.degree, row.law_major = (
            "MMF"[number % 3],
            (Degree.BACHELOR, Degree.MASTER)[number % 2],
            number % 4 != 3,
        )
        row.qualified, row.public = bool(row.licence), number % 5 != 4
        row.public_text = f"擅长{row.specialities}案件" if row.public else ""

    rows[-2].licence_expires = today + timedelta(days=20)
    Handler.objects.bulk_update(
        rows,
        [
            "licence_expires",
            "languages",
            "sex",
            "degree",
            "law_major",
            "qualified",
            "public",
            "public_text",
        ],
    )
    people.record_leave(
        rows[-3].user,
        by=director,
        kind="training",
        starts=today,
        ends=today + timedelta(days=6),
        note="全省业务培训",
    )


def _history(center, stations, director, today):
    """Contact points below the first township: one that merged, one that closed, one that lives."""
    township = stations[1]
    opened = today - timedelta(days=400)
    made = [
        acts.create(
            by=director,
            parent=township,
            on=opened,
            name=f"{name}法律援助联络点",
            kind=StationKind.TOWNSHIP,
            host=StationHost.OTHER,
            region=f"{township.region}2{n:02d}",
            area=name,
            hours="每周三上午",
            duties=[Duty.CONSULT],
        )
        for n, name in enumerate(POINTS, 1)
    ]

    acts.merge(
        made[1], by=director, into=made[0], on=today - timedelta(days=120), reason="村组合并"
    )
    acts.close(made[2], by=director, on=today - timedelta(days=60), reason="整体搬迁，无服务对象")
    acts.move(
        made[0], by=director, parent=stations[2], on=today - timedelta(days=30), reason="区划调整"
    )
    acts.move(
        Station.objects.get(pk=made[0].pk),
        by=director,
        parent=township,
        on=today - timedelta(days=5),
        reason="群众就近办事",
    )

    Station.objects.get(pk=center.pk).changes.create(
        act="opened", on=center.opened_on, by=director, reason="设立法律援助机构"
    )
