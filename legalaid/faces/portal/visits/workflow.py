"""VISIT: booked by whoever comes or by the office, changed, cancelled, come and served by a number of the hall; each put right again."""

from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step
from stations.hall.permissions import in_ones_hall
from stations.queries.station import stations_for

from .enums import Shown
from .enums import VisitState as V


def of_ones_place(user, visit):
    """The station the visit is booked at deals with it, and whoever looks after that station."""
    own = stations_for(user).filter(pk=visit.station_id).exists()
    return "" if own else "此预约约的是另一单位。"


def in_its_hall(user, visit):
    """Who comes is received where the visit is booked."""
    return "约的是另一个地方，由那里取号。" if in_ones_hall(user, visit) else ""


codes(visit_shown=dict(Shown.choices))
HANDLE, RECEIVE = "visits.handle", "visits.receive"
VISIT = Workflow(
    "visit",
    noun="预约",
    policies={HANDLE: of_ones_place, RECEIVE: in_its_hall},
    places=(
        Place(V.BOOKED, None, "预约来访", "已预约"),
        Place(V.ARRIVED, None, "预约来访", "已到", final=True),
        Place(V.MISSED, None, "预约来访", "没有来", final=True),
        Place(V.CANCELLED, None, "预约来访", "已取消", final=True),
    ),
    steps=(
        Step("book", "网上预约来访", "", {V.BOOKED}, None, HANDLE, opening=True, system=True,
             sentence="网上预约{at_station}，{when}", records=("at_station", "when")),
        Step("enter", "代为预约", "", {V.BOOKED}, None, HANDLE, opening=True,
             sentence="代为预约{at_station}，{when}", records=("at_station", "when")),
        Step("squeeze_in", "用留给现场来访的位置代为预约", "", {V.BOOKED}, None, HANDLE, opening=True,
             sentence="代为预约{at_station}，{when}，用留给现场来访的位置：{why}", records=("at_station", "when"), personal=("why",)),
        Step("change", "本人改时间", "", {V.BOOKED}, None, HANDLE, system=True,
             sentence="本人由{before}改到{when}", records=("before", "when")),
        Step("withdraw", "本人取消", "", {V.BOOKED}, V.CANCELLED, HANDLE, system=True, sentence="本人取消预约"),
        Step("arrive", "到访取号", "", {V.BOOKED}, V.ARRIVED, RECEIVE, sentence="到访，取{ticket}号", records=("ticket",)),
        Step("move", "改时间", "", {V.BOOKED}, None, HANDLE, minor=True,
             sentence="由{before}改到{when}：{reason}", records=("before", "when"), personal=("reason",)),
        Step("renew", "重新给查询码", "", {V.BOOKED}, None, HANDLE, minor=True,
             sentence="重新给查询码（{shown:visit_shown}）：{said}", records=("shown",), personal=("said",)),
        Step("miss", "没有来", "", {V.BOOKED}, V.MISSED, HANDLE, danger=True),
        Step("lapse", "当日未到", "", {V.BOOKED}, V.MISSED, HANDLE, system=True, sentence="当天没有登记到访"),
        Step("cancel", "取消预约", "", {V.BOOKED}, V.CANCELLED, HANDLE, danger=True,
             sentence="取消预约：{reason}", personal=("reason",)),
        Step("undo", "办错了，恢复为已预约", "", {V.ARRIVED, V.MISSED, V.CANCELLED}, V.BOOKED, HANDLE, danger=True,
             sentence="恢复为已预约：{reason}", personal=("reason",)),
    ),
)  # fmt: skip
