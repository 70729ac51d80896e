from datetime import timedelta

from cases.domain.consultation import register
from cases.workflow import CONSULTATION, HELP
from legalaid.faces.portal.apply.workflow import SUBMISSION
from legalaid.faces.portal.visits.workflow import VISIT
from legalaid.platform.accounts.queries import system_user
from stations.enums import HandlerKind
from stations.hall.workflow import TICKET
from stations.models import Handler
from tests.factories import START, application, new_case
from tests.hall import windows
from tests.helps import GIVEN, notice
from tests.portal.applied import received
from tests.portal.visitor import booked, offer, tuesday
from tests.stations.factories import handler

from .walk import Walk

REPLY = {"answer": "可以申请劳动仲裁。", "outcome": "advised"}
QUESTION = {
    "name": "李国强",
    "phone": "13800138000",
    "channel": "web",
    "question": "工资被拖欠怎么办？",
}


def consultation(county):
    """Registered at a station by zhan1, given to the duty lawyer lvshi2."""
    station = county.zhan1.staff.station
    row = register(by=county.zhan1, station=station, facts=QUESTION, topics=["wages"], at=START)
    walk = Walk(CONSULTATION, row, pace=timedelta(hours=1))
    to = {"to": "值班律师", "station": station, "owner": county.lvshi2, "reason": "需要律师答复"}
    yield walk.act("transfer", county.zhan1, **to)

    yield walk.act("answer", county.lvshi2, **REPLY)
    yield walk.act("escalate", county.zhan1, case=new_case(county))


def help(county):
    """An organ's notice registered at a station by zhan1, given to the duty lawyer lvshi2."""
    lawyer = {"kind": HandlerKind.LAWYER, "licence": "19999201510000009"}
    Handler.objects.filter(user=county.lvshi2).update(**lawyer)
    row = notice(by=county.zhan1, station=county.zhan1.staff.station, at=START)
    walk = Walk(HELP, row, pace=timedelta(hours=1))
    yield walk.act("call_lawyer", county.zhan1, lawyer=handler("lvshi2"))
    yield from walk.aside("not_given", county.lvshi2, why="declined", reason="本人不要")
    yield from walk.aside("void", county.zhan1, reason="重复登记")

    given = GIVEN | {"lawyer": handler("lvshi2"), "shift": None, "on": walk.today}
    times = {
        "starts_at": walk.at + timedelta(minutes=1),
        "ends_at": walk.at + timedelta(minutes=20),
    }
    yield walk.act(
        "give", county.lvshi2, acts=["提供法律咨询"], kinds=["advice"], given=given | times
    )
    yield walk.act("ask_forward", county.lvshi2, applied_at=times["ends_at"])
    yield walk.act("forward", county.lvshi2)
    yield walk.act("escalate", county.zhan1, case=new_case(county))


def ticket(county):
    """A number in the centre's hall, called to the window of chuangkou."""
    window = windows.window(county, 1, clerk=county.chuangkou)
    walk = Walk(
        TICKET, windows.ticket(0, by=county.guidang), at=windows.at(0), pace=timedelta(minutes=5)
    )
    yield walk.row
    yield from walk.aside("drop", county.guidang)

    yield walk.act("call", county.chuangkou, window=window)
    yield walk.act("miss", county.chuangkou)
    yield from walk.aside("lapse", system_user())
    yield walk.act("restore", county.guidang)
    walk.act("call", county.chuangkou, window=window)
    yield walk.act("receive", county.chuangkou)
    yield walk.act("finish", county.chuangkou)


def submission(county):
    """Sent to the centre by the network."""
    row = received()
    walk = Walk(SUBMISSION, row, at=row.received_at, pace=timedelta(hours=1))
    yield walk.row
    yield from walk.aside(
        "refer_on", county.chuangkou, destination="临水县法律援助中心", reason="由临水县法院审理。"
    )
    yield from walk.aside("set_aside", county.chuangkou, why="none", reason="只是咨询。")
    yield walk.act("register", county.chuangkou, facts=application())


def visit(county):
    """Booked online at the station of zhan1, for nine."""
    station = county.zhan1.staff.station
    offer(county.zhan1, station)
    walk = Walk(VISIT, booked(9, station=station), at=tuesday(9), pace=timedelta(minutes=30))
    yield walk.row
    yield from walk.aside("cancel", county.zhan1, reason="窗口停电")
    yield from walk.aside("arrive", county.zhan1)
    yield walk.act("miss", county.zhan1)
