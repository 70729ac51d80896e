"""Duty lawyers' helps and the duty they belong to, made through the real acts."""

from datetime import date, time, timedelta

from django.utils import timezone

from cases.domain import help as acts
from cases.models import Cause
from stations.domain import duty
from tests.factories import earlier_today, new_case
from tests.stations.factories import center, moment, post, published, shift_of

GIVEN = {"plea": "open", "signed": "signature"}
DAY = date(2026, 3, 4)  # the first duty of lvshi at the detention house


def at(hour, minute=0, on=DAY):
    return moment(on, hour, minute)


def theft():
    return Cause.objects.get(name="盗窃罪")


def facts(**changes):
    return {
        "name": "赵二", "organ_kind": "police", "organ": "清和县公安局", "held_at": "清和县看守所", "cause": theft(), "stage": "侦查",
        "plea": "open", "starts_at": at(9, 30), "ends_at": at(9, 50), "signed": "signature",
    } | changes  # fmt: skip


def given(county, shift, *, kinds=("advice",), when=None, by=None, again=False, **changes):
    return acts.register(
        by=by or county.lvshi,
        shift=shift,
        facts=facts(**changes),
        acts=list(kinds),
        again=again,
        at=when or at(10),
    )


def asked(county, **changes):
    return notice(by=county.chuangkou, station=center(), at=at(10), **changes)


def duty_of_lvshi(county):
    """lvshi's at the detention house on 4 March, signed in at nine."""
    post(county, "看守所值班", "detention", time(9), time(17), 0)
    published(county)
    row = shift_of("lvshi")
    assert row.day == DAY
    return duty.sign_in(row, by=county.lvshi, at=at(9))


def give_outside(row, *, by, lawyer, starts):
    """Given for a quarter of an hour, outside of any duty."""
    times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=15)}
    where = {"lawyer": lawyer, "shift": None, "on": timezone.localdate(starts)}
    acts.give(
        row, by=by, facts=GIVEN | where | times, acts=["advice"], at=starts + timedelta(minutes=16)
    )


def notice(*, by, station, at, again=False, **changes):
    """The procuratorate asks for a duty lawyer for 赵二."""
    about = {
        "name": "赵二", "source": "notice", "notice_number": "清检通〔2026〕7号", "received_at": at, "organ_kind": "procuratorate",
        "organ": "清和县人民检察院", "held_at": "清和县看守所", "cause": theft(), "stage": "审查起诉",
    }  # fmt: skip
    return acts.receive(by=by, station=station, facts=about | changes, again=again, at=at)


def at_a_post(shift):
    """The same duty at a duty lawyer's post."""
    shift.post = shift.post.station.duty_posts.exclude(kind="window").first()
    shift.save()
    return shift


def helped(people):
    """A duty lawyer's help in each of its states."""
    at = earlier_today(60)
    rows = [
        notice(
            by=people.chuangkou,
            station=people.chuangkou.staff.station,
            at=at,
            again=True,
            notice_number=f"{n}号",
        )
        for n in range(7)
    ]
    for row in rows[1:5]:
        give_outside(row, by=people.chuangkou, lawyer=people.lvshi.handler, starts=at)
    for row in rows[2:5]:
        acts.ask_forward(row, by=people.chuangkou, applied_at=at)
    for row in rows[3:5]:
        acts.forward(row, by=people.chuangkou)
    acts.escalate(rows[4], by=people.chuangkou, case=new_case(people))
    acts.not_given(rows[5], by=people.chuangkou, why="counsel", reason="已有辩护人")
    acts.void(rows[6], by=people.chuangkou, reason="重复登记")
    return rows
