"""The demo county: centre, townships, partners, firms, people and one login per role."""

from datetime import date
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cases.models import EconomicStandard
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.domain.office import enter_names
from stations.enums import FirmKind, HandlerKind, StationHost, StationKind
from stations.models import Firm, FirmManager, Handler, Staff, Station

from . import people

PASSWORD = "Fayuan-2026"  # noqa: S105  the demo logins, printed by the command
NAMES = {
    "county": "清和县",
    "center": "清和县法律援助中心",
    "bureau": "清和县司法局",
    "short": "清",
    "region": "999999",
    "place": "",
    "help": "",
    "help_phone": "",
    "remedy": "",
}
WELCOME = {  # what the pages of the seeded county say besides
    "place": "清和县政务服务大厅7、8号窗口",
    "help": "中心办公室林秀",
    "help_phone": "0731-555-0107",
}
FOUNDED = date(2000, 1, 1)
TOWNSHIPS = ("城关镇", "柳河镇", "石桥乡", "新庄镇", "杏林街道", "南山乡")
PARTNERS = (("妇联", StationHost.WOMEN), ("总工会", StationHost.UNION), ("残联", StationHost.DISABLED), ("劳动监察大队", StationHost.LABOUR),
            ("交警大队", StationHost.TRAFFIC), ("团县委", StationHost.YOUTH))  # fmt: skip
LAWYER = "lvshi"  # the one a visitor of the demo signs in as
MANAGER = "lvsuo"  # of his firm
LOGINS = (
    ("chuangkou", "周敏", Role.WINDOW),
    ("guidang", "吴静", Role.WINDOW),
    ("shencha", "陈立", Role.REVIEWER),
    ("shencha2", "何芳", Role.REVIEWER),
    ("zhuren", "李国梁", Role.DIRECTOR),
    ("jiandu", "马卫红", Role.SUPERVISOR),
    ("caiwu", "孙丽", Role.FINANCE),
    ("chuna", "郑凯", Role.FINANCE),
    ("sifaju", "高峰", Role.BUREAU),
    ("admin", "系统管理员", Role.ADMIN),
)
FIRMS = (
    ("清和正平律师事务所", FirmKind.LAW_FIRM), ("清和明理律师事务所", FirmKind.LAW_FIRM), ("柳河法律服务所", FirmKind.GRASSROOTS),
    ("城关法律服务所", FirmKind.GRASSROOTS),
)  # fmt: skip
SPECIALITIES = (
    "劳动、工伤",
    "婚姻家庭、抚养",
    "交通事故、人身损害",
    "刑事、未成年人",
    "行政、社会保险",
    "劳动、交通事故",
)


def build(rng, **names):
    """Creates the county once, the office under NAMES and these; returns nothing, everything is read back from the database."""
    center = Station.objects.create(
        name=NAMES["center"],
        kind=StationKind.CENTER,
        host=StationHost.CENTER,
        address="清和县人民路18号",
        way="人民路和建设路路口往北一百米，县司法局东边的白楼，一楼大厅。",
        buses="2路、5路，县司法局站下车",
        step_free="楼东侧坡道，按门铃有人开门",
        phone="12348",
    )
    stations = [
        Station.objects.create(
            parent=center,
            name=f"{place}法律援助工作站",
            kind=StationKind.TOWNSHIP,
            host=StationHost.JUSTICE_OFFICE,
        )
        for place in TOWNSHIPS
    ]
    stations += [
        Station.objects.create(
            parent=center, name=f"{who}法律援助工作站", kind=StationKind.PARTNER, host=host
        )
        for who, host in PARTNERS
    ]

    encoded = make_password(PASSWORD)
    _staff(rng, center, stations, encoded)
    _handlers(rng, center, encoded)
    _manager(encoded)
    admin = User.objects.get(username="admin")
    enter_names(NAMES | names, by=admin, valid_from=FOUNDED, reason="演示数据")
    EconomicStandard.objects.create(
        region=NAMES["county"],
        valid_from=date(2022, 1, 1),
        monthly_per_head=Decimal("1560.00"),
        asset_limit=Decimal("30000.00"),
        source="演示数据：请录入本省规定的标准",
    )


def _staff(rng, center, stations, encoded):
    users = [User(username=u, name=name, role=role, password=encoded) for u, name, role in LOGINS]
    users += [
        User(
            username=f"zhan{number}",
            name=people.name(rng, number % 2),
            role=Role.STATION,
            password=encoded,
        )
        for number in range(1, len(stations) + 1)
    ]
    User.objects.bulk_create(users)

    inside, outside = users[: len(LOGINS)], users[len(LOGINS) :]
    staff = [Staff(user=user, station=center) for user in inside if user.role != Role.ADMIN]
    staff += [
        Staff(user=user, station=station, full_time=station == stations[0])
        for user, station in zip(outside, stations, strict=True)
    ]
    Staff.objects.bulk_create(staff)


def _handlers(rng, center, encoded):
    own = Firm.objects.create(name=NAMES["center"], kind=FirmKind.CENTER)

    firms = [Firm(name=name, kind=kind, address="清和县") for name, kind in FIRMS]
    Firm.objects.bulk_create(firms)

    handlers = []
    today = timezone.localdate()
    for number in range(1, 13):
        firm = own if number == 12 else firms[number % len(firms)]
        kinds = {FirmKind.CENTER: HandlerKind.AGENCY, FirmKind.GRASSROOTS: HandlerKind.GRASSROOTS}
        kind = kinds.get(firm.kind, HandlerKind.LAWYER)
        start = people.practice_start(rng, today)
        female = number % 3 == 0
        user = User(
            username=LAWYER if number == 1 else f"{LAWYER}{number}",
            name=people.name(rng, female),
            role=Role.HANDLER,
            password=encoded,
        )
        handler = Handler(
            user=user,
            station=center,
            firm=firm,
            kind=kind,
            licence=""
            if kind == HandlerKind.GRASSROOTS
            else people.licence(rng, start.year, female),
            qualified=kind != HandlerKind.GRASSROOTS,
            practice_start=start,
            criminal_start=start if kind != HandlerKind.GRASSROOTS else None,
            specialities=SPECIALITIES[number % len(SPECIALITIES)],
            minors=number % 4 == 0 or "未成年人" in SPECIALITIES[number % len(SPECIALITIES)],
            public_post=kind == HandlerKind.AGENCY,
            mobile=people.phone(rng),
        )
        handlers.append(handler)

    User.objects.bulk_create([handler.user for handler in handlers])
    Handler.objects.bulk_create(handlers)


def _manager(encoded):
    """Of the firm in which the lawyer works as whom a visitor signs in."""
    name, role = "韩冰", Role.FIRM
    user = User.objects.create(username=MANAGER, name=name, role=role, password=encoded)
    firm, by = Handler.objects.get(user__username=LAWYER).firm, User.objects.get(username="zhuren")
    FirmManager.objects.create(user=user, firm=firm, by=by, at=timezone.now())
