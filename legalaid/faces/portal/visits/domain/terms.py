"""On what terms a station takes bookings, and on which days it receives nobody."""

from django.db import IntegrityError, transaction

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.words import day as in_words

from ..models import ClosedDay, Offering

verb("visit.terms", "设置{station}的来访预约：{terms}", data=("station", "terms"))
verb(
    "visit.closed",
    "{station}{day}不接待：{reason}",
    data=("station", "day"),
    personal=("reason",),
)
verb("visit.reopened", "{station}{day}照常接待", data=("station", "day"))
STALE = "这一页刚才被别人改过，请核对后重新保存。"


def save_terms(row, *, by, seen=None):
    """New or changed; what was booked before keeps its time."""
    if row.ends <= row.starts:
        raise DomainError("下班时间须晚于上班时间。", field="ends")
    if bool(row.pause_from) != bool(row.pause_to) or (
        row.pause_from and row.pause_to <= row.pause_from
    ):
        raise DomainError("午休的起止都要填，止晚于起；没有午休的都不填。", field="pause_to")

    with transaction.atomic():
        there = Offering.objects.select_for_update(of=("self",)).filter(station=row.station)
        earlier = there.first()
        if earlier and seen is not None and seen != earlier.version:
            raise StaleState(STALE)
        row.pk, row.version = (
            earlier.pk if earlier else None,
            (earlier.version if earlier else 0) + 1,
        )
        row.save()
        record("visit.terms", by=by, station=row.station.name, terms=terms_of(row))
    return row


def terms_of(row):
    if not row.active:
        return "不接受预约"
    return (
        f"每段{row.minutes}分钟，每名值班人员{row.each}人，留{row.kept}%给现场来访，"
        f"提前{row.lead}小时至{row.ahead}天"
    )


def close_day(station, *, by, day, reason):
    """Nothing that is booked is cancelled by it: whom it concerns stands on the list of those to be called."""
    try:
        with transaction.atomic():
            row = ClosedDay.objects.create(station=station, day=day, reason=reason)
            told = {"station": station.name, "day": in_words(day)}
            record("visit.closed", by=by, reason=reason, **told)
    except IntegrityError:
        raise DomainError("这一天已经登记过。", field="day")
    return row


def reopen_day(row, *, by):
    with transaction.atomic():
        told = {"station": row.station.name, "day": in_words(row.day)}
        record("visit.reopened", by=by, **told)
        row.delete()
