"""The duty plan: posts, a month made by rule, changed by hand, published."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core import words
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents import issue as documents
from legalaid.platform.notifications.send import notify
from legalaid.platform.office import agenda
from stations.enums import HandlerKind
from stations.law import roster as rule
from stations.models import DutyPost, Roster, Shift
from stations.queries.roster import (
    candidates,
    earlier_load,
    obstacles,
    rest_days,
    standing_papers,
    unknown_days,
)

verb("roster.post", "保存值班岗位{name}：{hours}", data=("name", "hours"))
verb(
    "roster.generated",
    "按规则编制{roster}：{shifts}班，{gaps}班缺人",
    data=("roster", "shifts", "gaps"),
)
verb("roster.published", "发布{roster}：{shifts}班", data=("roster", "shifts"))
verb("roster.added", "{day}{post}增排{handler}", data=("day", "post", "handler"))
verb(
    "roster.changed",
    "{day}{post}由{before}改为{handler}：{reason}",
    data=("day", "post", "before", "handler"),
    personal=("reason",),
)
verb(
    "roster.removed",
    "取消{day}{post}{handler}的值班：{reason}",
    data=("day", "post", "handler"),
    personal=("reason",),
)

WEEK = "一二三四五六日"


def month_days(first):
    after = (first + timedelta(days=32)).replace(day=1)
    return [first + timedelta(days=n) for n in range((after - first).days)]


def save_post(post, *, by):
    """A new or changed post; plans made before keep their times."""
    if post.ends <= post.starts:
        raise DomainError("离岗时间须晚于上岗时间。", field="ends")
    if post.hours <= 0:
        raise DomainError("午休时间不能长于值班时间。", field="break_minutes")

    hours = f"{post.starts:%H:%M}-{post.ends:%H:%M}"
    try:
        with transaction.atomic():
            post.save()
            record("roster.post", by=by, name=post.name, hours=hours)
    except IntegrityError:
        raise DomainError("已有同名岗位。", field="name")
    return post


def generate(*, by, station, month, at=None):
    """Makes the month's plan by rule, or makes it anew while it is not published. Gaps stay as duties without a person."""
    posts = list(DutyPost.objects.open().filter(station=station))
    if not posts:
        raise DomainError("还没有值班岗位，请先设置岗位。")

    at = at or timezone.now()
    with transaction.atomic():
        roster, _ = Roster.objects.get_or_create(
            station=station, month=month, defaults={"made_by": by, "made_at": at}
        )
        roster = Roster.objects.select_for_update().get(pk=roster.pk)
        if roster.published_at:
            raise StaleState(f"{roster}已发布，只能逐班调整。")

        roster.shifts.all().delete()
        roster.made_by, roster.made_at = by, at
        roster.save()
        made = Shift.objects.bulk_create(_shifts(roster, posts))

        gaps = sum(shift.handler_id is None for shift in made)
        record(
            "roster.generated",
            by=by,
            at=at,
            workflow="roster",
            subject_id=roster.pk,
            roster=str(roster),
            shifts=len(made),
            gaps=gaps,
        )
    return roster


def _shifts(roster, posts):
    by_key = {post.pk: post for post in posts}
    handlers = {handler.pk: handler for handler in candidates(roster.station)}
    people = _people(roster, list(handlers.values()))

    for planned in rule.plan(_slots(roster.month, posts), people):
        slot, person = planned.slot, planned.person
        yield Shift(
            roster=roster,
            post=by_key[slot.post],
            handler=handlers[person.key] if person else None,
            day=slot.day,
            starts_at=slot.starts,
            ends_at=slot.ends,
            hours=slot.hours,
            reason=planned.reason,
        )


def _slots(month, posts):
    days = month_days(month)
    off = rest_days(days)
    for day in days:
        for post in posts:
            if post.rest_days or day not in off:
                begin, end = post.span(day)
                yield rule.Slot(post.pk, post.kind, begin, end, post.hours, day in off)


def _people(roster, handlers):
    """Those who can be put on, each with what takes their time in the month and what they served before it."""
    days = month_days(roster.month)
    begin, end = day_span(days[0], days[-1])
    spans = agenda.taken(begin, end, [handler.user_id for handler in handlers])
    loads = earlier_load(roster.station, roster.month, [handler.pk for handler in handlers])

    people = []
    for handler in handlers:
        taken = [(span.begin, span.end, span.text) for span in spans.get(handler.user_id, ())]
        away = [leave for leave in handler.user.leaves.all() if not leave.cancelled]
        taken += [(*day_span(leave.starts, leave.ends), "请假") for leave in away]

        person = rule.Person(
            handler.pk, str(handler), handler.licensed_lawyer, handler.licence_expires, taken
        )
        load = loads[handler.pk]
        person.hours, person.credited = load.hours, load.credited
        person.rest_days, person.last = load.rest_days, load.last
        people.append(person)
    return people


def check_can_serve(shift, handler, leaving=()):
    """Raises DomainError when this person cannot take this duty; `leaving` are keys of duties they would give away."""
    needs_lawyer = shift.post.kind != rule.WINDOW
    if needs_lawyer and not handler.licensed_lawyer:
        sentence = f"{shift.post}须由律师值班，{handler}是{handler.get_kind_display()}"
        if handler.kind != HandlerKind.GRASSROOTS:
            sentence += "，没有登记执业证号或者法律职业资格"
        raise DomainError(f"{sentence}。", field="handler")

    if phrases := obstacles(shift, handler, leaving=leaving):
        day = words.near(shift.starts_at)
        sentence = f"{handler}{day}{phrases[0]}，不能值{shift.post}的班。"
        raise DomainError(sentence, field="handler")


def save_shift(shift):
    """Saves; what the database refuses reads as a sentence."""
    try:
        with transaction.atomic():
            shift.version += 1
            shift.save()
    except IntegrityError:
        raise DomainError(f"{shift.handler}同一时间已在另一岗位值班。", field="handler")


def add_shift(roster, *, by, post, day, handler):
    """One more duty by hand."""
    if day.replace(day=1) != roster.month:
        raise DomainError("日期不在这个月。", field="day")

    begin, end = post.span(day)
    shift = Shift(
        roster=roster,
        post=post,
        handler=handler,
        day=day,
        starts_at=begin,
        ends_at=end,
        hours=post.hours,
        reason="手工排班",
    )
    with transaction.atomic():
        check_can_serve(shift, handler)
        save_shift(shift)
        _event("added", shift, by, handler=str(handler))
        _tell(shift, "新排")
    return shift


def _event(key, shift, by, **data):
    """An event of one duty, in the history of its month's plan."""
    record(
        f"roster.{key}",
        by=by,
        workflow="roster",
        subject_id=shift.roster_id,
        day=str(shift.day),
        post=str(shift.post),
        **data,
    )


def lock(shift, seen=None):
    locked = Shift.objects.select_for_update(of=("self",)).with_people().get(pk=shift.pk)
    if seen is not None and seen != locked.version:
        raise StaleState("这一班刚被改动过，请核对后重新提交。")
    return locked


def reassign(shift, *, by, handler, reason, seen=None):
    """Puts another person on this duty, before anybody has signed in."""
    with transaction.atomic():
        locked = lock(shift, seen)
        if locked.signed_in_at:
            raise DomainError("已有人签到，不能改排。")
        if handler == locked.handler and not locked.absent_at:
            raise DomainError(f"这一班本来就是{handler}。", field="handler")
        check_can_serve(locked, handler)

        before = str(locked.handler or "缺人")
        locked.handler, locked.reason = handler, f"调整：{reason}"[:120]
        locked.absent_at, locked.absence = None, ""
        save_shift(locked)
        _event("changed", locked, by, before=before, handler=str(handler), reason=reason)
        _tell(locked, "改排")
    return locked


def remove(shift, *, by, reason, seen=None):
    """Takes a duty out of the plan; what has been signed stays."""
    with transaction.atomic():
        locked = lock(shift, seen)
        if locked.signed_in_at:
            raise DomainError("已有人签到，不能取消这一班。")

        _event("removed", locked, by, handler=str(locked.handler or ""), reason=reason)
        locked.delete()
    return locked.roster


def publish(roster, *, by, at=None):
    """Publishes the plan, issues the paper and tells everybody their days. Again after changes: the corrected paper supersedes."""
    at = at or timezone.now()
    with transaction.atomic():
        rows = Roster.objects.select_for_update(of=("self",)).select_related("station")
        roster = rows.get(pk=roster.pk)
        shifts = list(roster.shifts.with_people())
        _check_manned(shifts)

        published_before = roster.published_at is not None
        roster.published_at, roster.published_by = at, by
        roster.save()
        _issue(roster, shifts, by, at)
        record(
            "roster.published",
            by=by,
            at=at,
            workflow="roster",
            subject_id=roster.pk,
            roster=str(roster),
            shifts=len(shifts),
        )
        if not published_before:
            _tell_all(roster, shifts)
    return roster


def _check_manned(shifts):
    """Raises DomainError for a plan without duties, or with duties without a person."""
    if not shifts:
        raise DomainError("这个月还没有排班，不能发布。")

    gaps = [f"{words.near(shift.day)}{shift.post}" for shift in shifts if shift.handler is None]
    if gaps:
        first = "、".join(gaps[:5])
        raise DomainError(f"还有{len(gaps)}班缺人（{first}），请先排定或取消。")


def _issue(roster, shifts, by, at):
    context, earlier = facts_of(roster, shifts, at), paper_of(roster)
    if earlier is None:
        documents.issue(
            "duty_roster", workflow="roster", subject_id=roster.pk, context=context, by=by, at=at
        )
    else:
        documents.supersede(earlier, context=context, by=by, at=at, reason="值班安排调整")


def paper_of(roster):
    return standing_papers(roster.pk).first()


def facts_of(roster, shifts, at):
    """What the printed plan states: a line a day, a column a post, the hours and places of the posts below."""
    posts = {shift.post_id: shift.post for shift in shifts}
    people = {}
    for shift in shifts:
        people.setdefault((shift.day, shift.post_id), []).append(str(shift.handler))

    days = sorted({shift.day for shift in shifts})
    return {
        "month": words.month(roster.month),
        "days": [
            {
                "day": words.near(day),
                "weekday": WEEK[day.weekday()],
                "people": [people.get((day, post), []) for post in posts],
            }
            for day in days
        ],
        "posts": [
            {
                "name": post.name,
                "place": post.place,
                "starts": f"{post.starts:%H:%M}",
                "ends": f"{post.ends:%H:%M}",
            }
            for post in posts.values()
        ],
        "provisional": unknown_days(days),
        "seal": str(roster.station),
        "date": words.day(at),
    }


def _tell_all(roster, shifts):
    by_user = {}
    for shift in shifts:
        by_user.setdefault(shift.handler.user, []).append(shift)

    for user, own in by_user.items():
        days = "、".join(f"{shift.day.day}日" for shift in own)
        text = f"{roster.month.month}月值班表已发布，您值{len(own)}班：{days}。"
        notify(
            user,
            key=f"roster:{roster.pk}:{user.pk}",
            kind="duty",
            text=text[:200],
            url=roster.get_absolute_url(),
        )


def _tell(shift, what):
    """A change of a published plan is told to whoever is on duty now."""
    if shift.roster.published_at is None:
        return

    notify(
        shift.handler.user,
        key=f"shift:{shift.pk}:v{shift.version}",
        kind="duty",
        text=f"{what}：{words.near(shift.day)}{shift.post}由您值班。",
        url=shift.get_absolute_url(),
    )
