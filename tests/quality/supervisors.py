"""Somebody from outside, appointed for a year, and what is drawn for them."""

from datetime import date, datetime

from django.utils import timezone

from cases.models import Meeting, Party
from cases.quality.domain.supervision import give
from cases.quality.domain.supervisor import appoint
from cases.quality.domain.supervisor_task import draw, release
from stations.models import Station
from tests.factories import new_case, walk

NOW = timezone.make_aware(datetime(2026, 4, 10, 9))
DUE = date(2026, 5, 8)
TERM = {"from_on": date(2026, 1, 1), "to_on": date(2035, 12, 31)}
REPLY = "已补做通报，并要求按月通报。"
FOUND = "阅看了会见和办理记录，约见及时。"
SAID = "向李国强说明了风险，电话13800138000，证人王大勇住清和县城关镇建设路1号，对方清和县宏达建筑工程有限公司。"
# whatever of a case somebody from outside never reads
PERSONAL = ("李国强", "440524198801010011", "13800138000", "建设路1号", "东河村7号", "王大勇", "赵大成", "宏达")  # fmt: skip


def outsider(county, name="孔令仪", unit="县人大代表", **term):
    account = {"name": name, "username": f"du{abs(hash(name)) % 10**6}"}
    center = Station.objects.get(parent=None)
    row, _ = appoint(
        by=county.zhuren, station=center, unit=unit, account=account, at=NOW, **TERM | term
    )
    return row


def insider(county):
    """jiandu, who has a post at the centre."""
    center, user = Station.objects.get(parent=None), county.jiandu
    term = TERM | {"unit": "法律援助中心"}
    return appoint(by=county.zhuren, station=center, user=user, at=NOW, **term)[0]


def told(case):
    """What is written down names people, by number and address too."""
    Meeting.objects.filter(case=case).update(record=SAID)
    Party.objects.filter(case=case, role="opponent").update(head="赵大成")
    return case


def running(county, **facts):
    return told(walk(county, "hold_first_meeting", case=new_case(county, **facts)))


def drawn(county, supervisor, *, kind="file", number=1, **facts):
    said = {"due_on": DUE, "seed": "7c1d", "at": NOW} | facts
    return draw(supervisor, by=county.shencha, kind=kind, number=number, **said)


def task(county, supervisor=None, *, kind="file", **facts):
    """One task of a case in work; a file is released."""
    running(county)
    row = drawn(county, supervisor or outsider(county), kind=kind, **facts).tasks.get()
    return release(row, by=county.shencha, covered="王大勇", at=NOW) if kind == "file" else row


def given(county, row=None, *, to="handler", at=NOW):
    """An opinion, of a file of lvshi unless another task is named."""
    row = row or task(county)
    said = {"kind": "procedure", "to": to, "content": "两个月没有向受援人通报。"}
    return give(row, by=row.supervisor.user, at=at, **said)
