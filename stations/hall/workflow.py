"""TICKET: the life of a number in the hall as one table."""

from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .enums import TicketState as T
from .permissions import at_ones_window, in_ones_hall

TAKE, SERVE = "queue.take", "queue.serve"
TICKET = Workflow(
    "ticket",
    noun="号",
    policies={TAKE: in_ones_hall, SERVE: at_ones_window},
    places=(
        Place(T.WAITING, None, "接待", "等候叫号"),
        Place(T.CALLED, None, "接待", "请到窗口"),
        Place(T.SERVING, None, "接待", "正在接待"),
        Place(T.MISSED, None, "接待", "已过号"),
        Place(T.SERVED, None, "接待", "已接待", final=True),
        Place(T.DROPPED, None, "接待", "已取消", final=True),
        Place(T.LAPSED, None, "接待", "当日未到", final=True),
    ),
    steps=(
        Step("take", "取号", "", {T.WAITING}, None, TAKE, opening=True, sentence="窗口取号：{purpose}{ground}",
             records=("purpose", "ground")),
        Step("take_self", "自助取号", "", {T.WAITING}, None, TAKE, opening=True, system=True, sentence="自助取号：{purpose}{ground}",
             records=("purpose", "ground")),
        Step("call", "叫号", "", {T.WAITING}, T.CALLED, SERVE, sentence="{window}叫号", records=("window",)),
        Step("call_again", "再次呼叫", "", {T.CALLED}, None, SERVE, minor=True),
        Step("receive", "开始接待", "", {T.CALLED}, T.SERVING, SERVE),
        Step("receive_here", "当面接待（没有窗口）", "", {T.WAITING}, T.SERVED, SERVE, sentence="没有窗口，当面接待"),
        Step("void_here", "当面接待登记错了", "", {T.SERVED}, T.DROPPED, SERVE, danger=True, sentence="当面接待登记错了，号作废"),
        Step("finish", "接待结束", "", {T.SERVING}, T.SERVED, SERVE),
        Step("miss", "过号", "", {T.CALLED}, T.MISSED, SERVE, danger=True),
        Step("restore", "恢复排队", "", {T.MISSED}, T.WAITING, TAKE),
        Step("drop", "取消", "", {T.WAITING, T.MISSED}, T.DROPPED, TAKE, danger=True),
        Step("lapse", "当日未到", "", {T.WAITING, T.CALLED, T.MISSED}, T.LAPSED, TAKE, system=True),
    ),
)  # fmt: skip
