"""The organs of the demo county: court, procuratorate, police and detention centre, each with an account of its own and what it sent these days."""

import uuid
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.domain.referral import accept_slip, send
from stations.enums import Duty, SlipMatter, StationHost, StationKind
from stations.models import Staff, Station

from . import people
from .county import PASSWORD

# login, name of the clerk, the organ, where its station is
ORGANS = (
    ("fayuan", "任晓琳", "清和县人民法院", StationHost.COURT, "诉讼服务中心一楼"),
    ("jiancha", "谢文涛", "清和县人民检察院", StationHost.PROCURATORATE, "检察服务大厅"),
    ("gongan", "邵刚", "清和县公安局", StationHost.POLICE, "执法办案管理中心"),
    ("kanshou", "孟庆海", "清和县看守所", StationHost.DETENTION, "会见室旁"),
)
DOCUMENTS = ["提供法律援助通知书"]
# login, matter, what it says, hours ago, whether the centre has taken it on
SENT = (
    ("jiancha", SlipMatter.NOTICE, "涉嫌故意伤害，审查起诉阶段，未成年人，没有委托辩护人，已取保候审。", 30, True),
    ("gongan", SlipMatter.NOTICE, "涉嫌抢劫，侦查阶段，听力残疾人，没有委托辩护人，羁押于清和县看守所。", 4, False),
    ("kanshou", SlipMatter.AID, "在押人员今天上午提出申请，称家庭经济困难，没有委托辩护人，案件在法院一审。", 2, False),
)  # fmt: skip


def fill(rng):
    center = Station.objects.get(parent=None)
    encoded = make_password(PASSWORD)
    for login, name, organ, host, place in ORGANS:
        station = Station.objects.create(
            parent=center,
            name=f"{organ}法律援助工作站",
            kind=StationKind.PARTNER,
            host=host,
            address=f"{organ}{place}",
            hours="工作日 9:00—12:00，14:00—17:30",
            area="全县（刑事案件）",
            duties=[Duty.CONSULT, Duty.APPLY],
            opened_on=date(2022, 3, 1),
        )
        user = User.objects.create(username=login, name=name, role=Role.STATION, password=encoded)
        Staff.objects.create(user=user, station=station, title="联络员", full_time=False)

    clerk = User.objects.filter(staff__station=center, role=Role.WINDOW).order_by("pk").first()
    for login, matter, said, hours, taken in SENT:
        _send(rng, User.objects.get(username=login), center, clerk, matter, said, hours, taken)


def _send(rng, user, center, clerk, matter, said, hours, taken):
    at = timezone.now() - timedelta(hours=hours)
    facts = {
        "to_station": center,
        "matter": matter,
        "name": people.name(rng, female=False),
        "facts": said,
        "documents": DOCUMENTS if matter == SlipMatter.NOTICE else ["法律援助申请表"],
        "consent": "书面同意",
    }
    token = uuid.UUID(int=rng.getrandbits(128))
    slip = send(by=user, token=token, from_station=user.staff.station, facts=facts, at=at)
    if taken:
        accept_slip(slip, by=clerk, at=at + timedelta(hours=1))
