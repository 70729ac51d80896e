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
from stations.queries.roster import candidates, earlier_load, obstacles, rest_days, standing_papers

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
    try:
        with transaction.atomic():
            post.save()
            record(
                "roster.post", by=by, name=post.name, hours=f"{post.starts:%H:%M}-{post.ends:%H:%M}"
            )
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
    by_post = {post.pk: post for post in posts}
    handlers = {handler.pk: handler for handler in candidates(roster.station)}
    for found in rule.plan(_slots(roster.month, posts), _people(roster, handlers.values())):
        post, slot = by_post[found.slot.post], found.slot
        handler = handlers[found.person.key] if found.person else None
        yield Shift(roster=roster, post=post, handler=handler, day=slot.day, starts_at=slot.starts, ends_at=slot.ends,
                    hours=slot.hours, reason=found.reason)  # fmt: skip


def _slots(month, posts):
    days = month_days(month)
    off = rest_days(days)
    for day in days:
        for post in posts:
            if post.rest_days or day not in off:
                begin, end = post.span(day)
                yield rule.Slot(post.pk, post.kind, begin, end, post.hours, day in off)


def _people(roster, handlers):
    days = month_days(roster.month)
    handlers = list(handlers)
    spans = agenda.taken(*day_span(days[0], days[-1]), [handler.user_id for handler in handlers])
    load = earlier_load(roster.station, roster.month)
    people = []
    for handler in handlers:
        taken = [(span.begin, span.end, span.text) for span in spans.get(handler.user_id, ())]
        taken += [
            (*day_span(row.starts, row.ends), "请假")
            for row in handler.user.leaves.all()
            if not row.cancelled
        ]
        person = rule.Person(
            handler.pk, str(handler), handler.licensed_lawyer, handler.licence_expires, taken
        )
        if handler.pk in load:
            person.hours, person.rest_days, person.last = load[handler.pk]
        people.append(person)
    return people


def check_can_serve(shift, handler, leaving=()):
    """Raises DomainError when this person cannot take this duty; `leaving` are keys of duties they would give away."""
    if shift.post.kind != rule.WINDOW and not handler.licensed_lawyer:
        without = (
            "" if handler.kind == HandlerKind.GRASSROOTS else "，没有登记执业证号或者法律职业资格"
        )
        raise DomainError(
            f"{shift.post}须由律师值班，{handler}是{handler.get_kind_display()}{without}。",
            field="handler",
        )
    if found := obstacles(shift, handler, leaving=leaving):
        day = timezone.localtime(shift.starts_at)
        raise DomainError(
            f"{handler}{day.month}月{day.day}日{found[0]}，不能值{shift.post}的班。",
            field="handler",
        )


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
    with transaction.atomic():
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
        check_can_serve(shift, handler)
        save_shift(shift)
        record(
            "roster.added",
            by=by,
            workflow="roster",
            subject_id=roster.pk,
            day=str(day),
            post=str(post),
            handler=str(handler),
        )
        _tell(shift, "新排")
    return shift


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
        before = str(locked.handler or "缺人")
        check_can_serve(locked, handler)
        locked.handler, locked.reason, locked.absent_at, locked.absence = (
            handler,
            f"调整：{reason}"[:120],
            None,
            "",
        )
        save_shift(locked)
        record("roster.changed", by=by, workflow="roster", subject_id=locked.roster_id, day=str(locked.day), post=str(locked.post),
               before=before, handler=str(handler), reason=reason)  # fmt: skip
        _tell(locked, "改排")
    return locked


def remove(shift, *, by, reason, seen=None):
    """Takes a duty out of the plan; what has been signed stays."""
    with transaction.atomic():
        locked = lock(shift, seen)
        if locked.signed_in_at:
            raise DomainError("已有人签到，不能取消这一班。")
        record("roster.removed", by=by, workflow="roster", subject_id=locked.roster_id, day=str(locked.day), post=str(locked.post),
               handler=str(locked.handler or ""), reason=reason)  # fmt: skip
        locked.delete()
    return locked.roster


def publish(roster, *, by, at=None):
    """Publishes the plan, issues the paper and tells everybody their days. Again after changes: the corrected paper supersedes."""
    at = at or timezone.now()
    with transaction.atomic():
        roster = (
            Roster.objects.select_for_update(of=("self",))
            .select_related("station")
            .get(pk=roster.pk)
        )
        shifts = list(roster.shifts.with_people())
        if not shifts:
            raise DomainError("这个月还没有排班，不能发布。")
        if gaps := [shift for shift in shifts if shift.handler is None]:
            days = "、".join(
                f"{shift.day.month}月{shift.day.day}日{shift.post}" for shift in gaps[:5]
            )
            raise DomainError(f"还有{len(gaps)}班缺人（{days}），请先排定或取消。")
        told = roster.published_at is not None
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
        if not told:
            _tell_all(roster, shifts)
    return roster


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

    return {
        "month": words.month(roster.month),
        "days": [
            {
                "day": words.near(d),
                "weekday": WEEK[d.weekday()],
                "people": [people.get((d, pk), []) for pk in posts],
            }
            for d in sorted({shift.day for shift in shifts})
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
        "seal": str(roster.station),
        "date": words.day(at),
    }


def _tell_all(roster, shifts):
    by_user = {}
    for shift in shifts:
        by_user.setdefault(shift.handler.user, []).append(shift)
    for user, own in by_user.items():
        days = "、".join(f"{shift.day.day}日" for shift in own)
        text = f"{roster.month.month}月值班表已发布，您值{len(own)}班：{days}。"[:200]
        notify(
            user,
            key=f"roster:{roster.pk}:{user.pk}",
            kind="duty",
            text=text,
            url=roster.get_absolute_url(),
        )


def _tell(shift, what):
    """A change of a published plan is told to whoever is on duty now."""
    if shift.roster.published_at:
        text = f"{what}：{shift.day.month}月{shift.day.day}日{shift.post}由您值班。"
        notify(
            shift.handler.user,
            key=f"shift:{shift.pk}:v{shift.version}",
            kind="duty",
            text=text,
            url=shift.get_absolute_url(),
        )
