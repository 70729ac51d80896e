"""The call log of the 12348 hotline."""

from django.db import transaction
from django.utils import timezone

from cases.domain.consultation import register_call
from cases.law.topics import named
from cases.models import Consultation
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.phones import read_phone
from legalaid.platform.office.cells import (
    MINUTES_EXAMPLE,
    MOMENT_EXAMPLE,
    Unread,
    read_minutes,
    read_moment,
)
from legalaid.platform.office.incoming import Heading
from legalaid.platform.office.judged import FAULTY, SAME, Fault, Judged, lost_digits

LONGEST = 480  # minutes
CALLS = (
    Heading("call_number", "工单编号", ("工单号", "流水号", "话单号", "编号", "来电编号", "业务编号"), needed=True, example="QH20260305001"),
    Heading("at", "来电时间", ("呼入时间", "通话时间", "来电日期时间", "受理时间", "时间"), needed=True, example=MOMENT_EXAMPLE),
    Heading("question", "咨询内容", ("问题描述", "来电内容", "咨询问题", "内容"), needed=True, example="工资被拖欠三个月怎么办"),
    Heading("phone", "来电号码", ("主叫号码", "联系电话", "联系方式", "手机号", "手机", "电话"), example="13900001234"),
    Heading("name", "姓名", ("来电人姓名", "来电人", "咨询人姓名", "咨询人"), example="王某"),
    Heading("sex", "性别", example="女", offered=("男", "女")),
    Heading("topic", "咨询类型", ("问题类型", "咨询类别", "纠纷类型", "类型", "分类"), example="劳动报酬"),
    Heading("answer", "答复内容", ("解答内容", "答复情况", "处理意见", "答复"), example="告知可以申请劳动仲裁"),
    Heading("minutes", "通话时长", ("通话时长（分钟）", "时长（分钟）", "通话时长（秒）", "时长（秒）", "通话时间长度", "时长"), example=MINUTES_EXAMPLE),
)  # fmt: skip
SEXES = {"男": "M", "先生": "M", "女": "F", "女士": "F"}


def judge_calls(incoming, *, by, station):
    """[Judged] of the rows of a call log; those that can be are registered. A call number is registered once."""
    judged, met = [], {}
    numbers = {row["call_number"] for _, row in incoming.rows}
    known = set(
        Consultation.objects.filter(call_number__in=numbers).values_list("call_number", flat=True)
    )
    seconds = "秒" in incoming.columns.get("minutes", "")

    for number, cells in incoming.rows:
        row = Judged(number, cells["call_number"])
        call = _call(cells, row, seconds=seconds)
        first, earlier = met.setdefault(cells["call_number"], (number, cells))
        if first != number:
            _doubled(row, cells, first, earlier)
        elif not row.faults and cells["call_number"] in known:
            row.outcome = SAME
        elif not row.faults:
            row.changes = _told(call)
            _register(row, call, by, station)
        row.outcome = FAULTY if row.faults else row.outcome
        judged.append(row)
    return judged


def _told(call):
    """What was read of a call, to be looked at before it is registered."""
    minutes = f"{call['minutes']}分钟" if call["minutes"] else ""
    return list(
        filter(
            None,
            (f"{timezone.localtime(call['at']):%Y-%m-%d %H:%M}", minutes, call["question"][:20]),
        )
    )


def _doubled(row, cells, number, earlier):
    """A call number met above: the same line again is passed over, another one is a fault."""
    if cells == earlier:
        row.outcome, row.notes = SAME, [f"与第{number}行相同"]
        return
    said = f"与第{number}行的工单编号相同，内容不同"
    row.faults.append(Fault("工单编号", cells["call_number"], said))


def _register(row, call, by, station):
    try:
        with transaction.atomic():
            register_call(call, by=by, station=station)
    except DomainError as error:
        row.faults.append(Fault("—", "", error.sentence))


def _call(cells, row, *, seconds):
    """The facts of a call; what cannot be read becomes a fault or a note of its row."""
    call = dict.fromkeys((one.key for one in CALLS), "") | cells
    row.faults += lost_digits(CALLS, cells)
    lost = {fault.heading for fault in row.faults}
    for one in CALLS:
        if one.needed and not call[one.key]:
            row.faults.append(Fault(one.name, "", "必须填写", one.example))
    if len(call["call_number"]) > 40 and "工单编号" not in lost:
        row.faults.append(Fault("工单编号", call["call_number"][:40], "超过40位"))

    call["at"] = _moment(call["at"], row)
    call["minutes"] = _minutes(call["minutes"], row, seconds=seconds)
    phone = read_phone(call["phone"])
    if phone.doubtful and "来电号码" not in lost:
        row.notes.append(f"来电号码“{phone.text}”存疑，照原样保留")

    call["phone"], call["sex"] = phone.text, SEXES.get(call["sex"], "")
    call["topic"] = topic.code if (topic := named(call["topic"])) else "other"
    return call


def _minutes(text, row, *, seconds):
    """None where nothing was written, or what cannot be read: for a length of time no call is lost."""
    try:
        minutes = read_minutes(text, seconds=seconds)
    except Unread as error:
        row.notes.append(f"通话时长“{text}”{error.reason}，没有登记")
        return None
    return min(minutes, LONGEST) if minutes else None


def _moment(text, row):
    if not text:
        return None
    try:
        at = timezone.make_aware(read_moment(text))
    except Unread as error:
        row.faults.append(Fault("来电时间", text, error.reason, error.example))
        return None
    if at > timezone.now():
        row.faults.append(Fault("来电时间", text, "晚于现在", MOMENT_EXAMPLE))
    return at
