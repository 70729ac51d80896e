"""Last month and this month: planned by rule, published, served; a few late, one absent, exchanges under way."""

from datetime import time, timedelta

from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError
from stations.domain import duty, roster, swap
from stations.enums import HelpKind, LeaveKind
from stations.models import DutyHelp, DutyPost, Leave, Shift, Station
from stations.queries.roster import candidates
from stations.workflow import SWAP

POSTS = (
    ("服务窗口", "window", "清和县便民服务大厅3号窗口", time(9), time(18), 60),
    ("县人民法院", "court", "县人民法院诉讼服务中心法律援助工作站", time(9), time(17, 30), 90),
    ("县看守所", "detention", "县看守所法律援助工作站", time(9), time(17), 60),
)
HELP = {"window": (HelpKind.ADVICE,), "court": (HelpKind.ADVICE, HelpKind.PROCEDURE, HelpKind.WITNESS),
        "detention": (HelpKind.ADVICE, HelpKind.MEASURES, HelpKind.OPINION, HelpKind.WITNESS, HelpKind.FORWARD)}  # fmt: skip


ABSENCE = "突发疾病，已由窗口人员代为接待"
TOLD = 9  # the last duties are signed through the acts, with their events


def fill(rng):
    director = User.objects.get(username="zhuren")
    center = Station.objects.get(parent=None)
    for name, kind, place, starts, ends, pause in POSTS:
        post = DutyPost(
            station=center,
            name=name,
            kind=kind,
            place=place,
            starts=starts,
            ends=ends,
            break_minutes=pause,
        )
        roster.save_post(post, by=director)

    this = timezone.localdate().replace(day=1)
    for month in ((this - timedelta(days=1)).replace(day=1), this):
        made = timezone.make_aware(timezone.datetime.combine(month - timedelta(days=4), time(10)))
        plan = roster.generate(by=director, station=center, month=month, at=made)
        for gap in plan.shifts.filter(handler=None):
            roster.remove(gap, by=director, reason="当日无律师可派")
        roster.publish(plan, by=director, at=made + timedelta(hours=2))

    _on_duty_today(director)
    past = list(Shift.objects.filter(starts_at__lt=timezone.now()).with_people())
    _signed(rng, past[:-TOLD])

    for shift in past[-TOLD:]:
        _serve(rng, shift)

    _exchange(director)


def _on_duty_today(director):
    """Whoever signs in to the demo as a lawyer finds a duty to sign."""
    lawyer = User.objects.get(username="lvshi").handler
    today = Shift.objects.filter(day=timezone.localdate()).with_people()
    shift = today.filter(post__kind="window", signed_in_at=None).first()
    if shift and not today.filter(handler=lawyer).exists():
        try:
            roster.reassign(shift, by=director, handler=lawyer, reason="演示")
        except DomainError:
            return  # in court today


def _times(rng, shift):
    late = 25 if rng.random() < 0.04 else rng.randint(-25, 5)
    return shift.starts_at + timedelta(minutes=late), shift.ends_at + timedelta(
        minutes=rng.randint(-5, 20)
    )


def _helps(rng, shift):
    return {kind.value: rng.randint(0, 5) for kind in HELP[shift.post.kind]}


def _signed(rng, shifts):
    """Duties long done: written at once, without the events of each."""
    helps = []
    for shift in shifts:
        if rng.random() < 0.02:
            shift.absent_at, shift.absence = shift.starts_at + timedelta(hours=1), ABSENCE
            continue
        shift.signed_in_at, shift.signed_out_at = _times(rng, shift)
        helps += [
            DutyHelp(shift=shift, kind=kind, count=count)
            for kind, count in _helps(rng, shift).items()
            if count
        ]

    Shift.objects.bulk_update(
        shifts, ["signed_in_at", "signed_out_at", "absent_at", "absence"], batch_size=100
    )
    DutyHelp.objects.bulk_create(helps)


def _serve(rng, shift):
    user, now = shift.handler.user, timezone.now()
    if user.username == "lvshi" and shift.day == timezone.localdate():
        return

    begin, end = _times(rng, shift)
    if begin > now:
        return

    duty.sign_in(shift, by=user, at=begin)
    if end < now:
        duty.sign_out(shift, by=user, helps=_helps(rng, shift), at=end)


def _exchange(director):
    """One exchange done, one that waits for the centre, one that waits for the demo's lawyer; and a leave that came later."""
    now = timezone.now()
    ahead = Shift.objects.published().filter(starts_at__gt=now).with_people().order_by("starts_at")
    lawyer = User.objects.get(username="lvshi").handler

    people = [lawyer, *candidates(lawyer.station).filter(kind="lawyer").exclude(pk=lawyer.pk)]
    stops = ["approve", "agree", "ask"]
    for shift in ahead.exclude(handler=lawyer):
        if not stops:
            break
        others = people[:1] if stops[0] == "ask" else people[1:]
        row = next(
            filter(None, (_ask(shift, other, now) for other in others if other != shift.handler)),
            None,
        )
        if row and stops[0] != "ask":
            SWAP.acts["agree"](row, by=row.other.user)
        if row and stops[0] == "approve":
            SWAP.acts["approve"](row, by=director)
        if row:
            stops.pop(0)

    last = ahead.last()
    if last and last.day > timezone.localdate():  # who is away today could be given no case
        user = last.handler.user
        Leave.objects.create(
            user=user,
            kind=LeaveKind.PERSONAL,
            starts=last.day,
            ends=last.day,
            note="家中有事",
            by=director,
        )


def _ask(shift, other, now):
    try:
        return swap.ask(shift, by=shift.handler.user, other=other, reason="当日开庭", at=now)
    except DomainError:
        return None
