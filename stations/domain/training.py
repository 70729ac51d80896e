"""Training: courses and their questions, meetings and who came, tests, certificates."""

import random

from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents import issue as documents
from legalaid.platform.notifications.send import notify
from stations.law import training as rule
from stations.models import Attempt, Attendance, Certificate, CreditGoal, TrainingSession

verb("training.course", "保存课程{title}", data=("title",))
verb("training.question", "保存课程{course}的题目", data=("course",))
verb(
    "training.planned", "安排{course}：{when}，名额{capacity}", data=("course", "when", "capacity")
)
verb("training.cancelled", "取消{session}：{reason}", data=("session", "reason"))
verb("training.enrolled", "{who}报名{session}", data=("who", "session"))
verb("training.entered", "补登{who}参加{session}", data=("who", "session"))
verb("training.left", "{who}取消报名{session}", data=("who", "session"))
verb("training.attended", "登记{session}到课{count}人", data=("session", "count"))
verb(
    "training.tested",
    "{who}测验{course}：{score}分，{passed}",
    data=("who", "course", "score", "passed"),
)
verb("training.goal", "规定{year}年应完成{credits}学时", data=("year", "credits"))
verb("training.certified", "向{who}颁发{course}证书", data=("who", "course"))


def _event(key, of, by, at=None, **data):
    record(f"training.{key}", by=by, at=at, workflow="training", subject_id=of.pk, **data)


def save_course(course, *, by):
    try:
        with transaction.atomic():
            course.save()
            _event("course", course, by, title=course.title)
    except IntegrityError:
        raise DomainError("已有同名课程。", field="title")
    return course


def save_question(question, *, by):
    """Adds or changes a question; sittings that drew it before keep it as it was."""
    if question.kind == rule.TRUE_FALSE:
        question.options = rule.YES_NO
    if flaw := rule.flaw(question.kind, question.options, question.answer):
        raise DomainError(flaw, field="answer")

    with transaction.atomic():
        question.save()
        _event("question", question.course, by, course=question.course.title)
    return question


def plan_session(session, *, by):
    """Plans or changes a meeting."""
    begin, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    if end <= begin:
        raise DomainError("结束时间须晚于开始时间。", field="ends_at")
    if end.date() != begin.date():
        raise DomainError("一次培训须在同一天内；连续几天的请逐天安排。", field="ends_at")

    with transaction.atomic():
        enrolled = session.attendances.count() if session.pk else 0
        if enrolled > session.capacity:
            raise DomainError(f"已有{enrolled}人报名，名额不能更少。", field="capacity")

        session.save()
        _event(
            "planned",
            session.course,
            by,
            course=session.course.title,
            when=f"{begin:%Y-%m-%d %H:%M}",
            capacity=session.capacity,
        )
    return session


def cancel_session(session, *, by, reason, at=None):
    """Cancels a meeting nobody has attended yet and tells those enrolled."""
    with transaction.atomic():
        locked = _lock(session)
        if locked.attendances.filter(attended=True).exists():
            raise DomainError("已登记到课，不能取消。")

        locked.cancelled_at, locked.cancel_reason = at or timezone.now(), reason
        locked.save()
        _event("cancelled", locked.course, by, session=str(locked), reason=reason)

        for seat in locked.attendances.select_related("user"):
            notify(
                seat.user,
                key=f"training:cancel:{locked.pk}:{seat.user_id}",
                kind="training",
                text=f"{locked}已取消：{reason}"[:200],
                url=locked.get_absolute_url(),
            )
    return locked


def _lock(session):
    rows = TrainingSession.objects.select_for_update(of=("self",)).select_related("course")
    locked = rows.get(pk=session.pk)
    if locked.cancelled_at:
        raise StaleState("这次培训已取消。")
    return locked


def enrol(session, *, users, by, at=None):
    """Takes seats for `users`; the places are counted under a lock, so that the last one is given once."""
    at = at or timezone.now()
    with transaction.atomic():
        locked = _lock(session)
        if locked.ends_at <= at:
            raise DomainError("培训已结束，不能报名。")

        fresh = _seat(locked, users, at)
        for user in fresh:
            _event("enrolled", locked.course, by, at, who=user.name, session=str(locked))
    return fresh


def _seat(locked, users, at, **facts):
    """Seats for those of `users` who have none; returns them. Raises DomainError where nobody is left, or there are too few places."""
    seated = set(locked.attendances.values_list("user_id", flat=True))
    fresh = [user for user in users if user.pk not in seated]
    if not fresh:
        raise DomainError("已经报过名了。")

    left = locked.capacity - len(seated)
    if len(fresh) > left:
        raise DomainError(f"名额{locked.capacity}人，还剩{left}个，不能再报{len(fresh)}人。")

    seats = [Attendance(session=locked, user=user, enrolled_at=at, **facts) for user in fresh]
    Attendance.objects.bulk_create(seats)
    return fresh


def enter_those_who_came(session, *, users, by, at=None):
    """A meeting already held is recorded afterwards: who came, with their hours of its day and the certificates this completes."""
    at = at or timezone.now()
    with transaction.atomic():
        locked = _lock(session)
        if locked.ends_at > at:
            raise DomainError("培训还没有结束，请先报名，开始后登记到课。")

        entered = _seat(locked, users, at, attended=True)
        for user in entered:
            _event("entered", locked.course, by, at, who=user.name, session=str(locked))
            certify(locked.course, user, by=by, at=at)
    return entered


def give_seat_back(session, *, by):
    """Gives one's seat back before the meeting."""
    with transaction.atomic():
        locked = _lock(session)
        if locked.starts_at <= timezone.now():
            raise DomainError("培训已开始，不能取消报名。")

        gone, _ = locked.attendances.filter(user=by).delete()
        if not gone:
            raise DomainError("您没有报名这次培训。")
        _event("left", locked.course, by, who=by.name, session=str(locked))


def mark_attendance(session, *, present, by, at=None):
    """Who of those enrolled came (`present`: user ids); grants the certificates that this completes."""
    at = at or timezone.now()
    with transaction.atomic():
        locked = _lock(session)
        if at < locked.starts_at:
            raise DomainError("培训还没有开始，不能登记到课。")

        seats = list(locked.attendances.select_related("user"))
        for seat in seats:
            seat.attended = seat.user_id in present
        Attendance.objects.bulk_update(seats, ["attended"])

        for seat in seats:
            if seat.attended:
                certify(locked.course, seat.user, by=by, at=at)
        _event("attended", locked.course, by, at, session=str(locked), count=len(present))
    return locked


def tries_left(course, user):
    failed = Attempt.objects.submitted().filter(course=course, user=user, passed=False)
    return course.tries - failed.count()


def start_test(course, *, by, at=None, rng=None):
    """Draws the questions; a sitting that is still open is gone on with."""
    under_way = Attempt.objects.filter(course=course, user=by, submitted_at=None)
    if attempt := under_way.first():
        return attempt

    _check_may_sit(course, by)
    questions = _drawn(course, rng or random.SystemRandom())
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                course=course, user=by, questions=questions, started_at=at or timezone.now()
            )
    except IntegrityError:  # begun in another window at the same moment
        return under_way.get()


def _check_may_sit(course, user):
    if not course.drawn:
        raise DomainError("这门课程不设测验。")

    passed = Attempt.objects.passed().filter(course=course, user=user).exists()
    if passed and _certificate(course, user, timezone.localdate()):
        raise DomainError("您已通过这门课程的测验。")
    if tries_left(course, user) <= 0:
        raise DomainError(f"{course.tries}次测验机会已用完，请重新参加培训并与中心联系。")


def _drawn(course, rng):
    """The questions of one sitting, as they are now: a later correction does not change what was asked."""
    bank = list(course.questions.filter(active=True))
    if len(bank) < course.drawn:
        raise DomainError(f"题库只有{len(bank)}题，不足{course.drawn}题，请联系中心补充。")

    asked = ("kind", "text", "options", "answer", "explanation")
    return [
        {name: getattr(question, name) for name in asked}
        for question in rule.draw(bank, course.drawn, rng)
    ]


def submit_test(attempt, *, by, answers, at=None):
    """Marks the sitting once; a second submission is refused."""
    at = at or timezone.now()
    with transaction.atomic():
        rows = Attempt.objects.select_for_update(of=("self",)).select_related("course")
        locked = rows.get(pk=attempt.pk)
        course = locked.course
        if locked.user_id != by.pk:
            raise NotAllowed("这不是您的测验。")
        if locked.submitted_at:
            raise StaleState(f"这份测验已交卷，得{locked.score}分。")

        locked.answers, locked.submitted_at = answers, at
        locked.score, _ = rule.mark(locked.questions, answers)
        locked.passed = locked.score >= course.pass_mark
        locked.save()

        _event(
            "tested",
            course,
            by,
            at,
            who=by.name,
            course=course.title,
            score=locked.score,
            passed="合格" if locked.passed else "不合格",
        )
        if locked.passed:
            certify(course, by, by=by, at=at)
    return locked


def _certificate(course, user, day):
    return Certificate.objects.valid(day).filter(course=course, user=user).first()


def certify(course, user, *, by, at):
    """The certificate, when the course was attended and its test passed since the last one ran out; None while something is missing."""
    day = timezone.localdate(at)
    held = _certificate(course, user, day)
    if held and not held.expires_soon(day):
        return None

    attended, passed = _done_since_the_last(course, user)
    lacks_test = course.drawn and not passed.exists()
    if lacks_test or not attended.exists():
        return None

    certificate = Certificate.objects.create(
        course=course,
        user=user,
        issued_at=at,
        expires_on=rule.expiry(day, course.valid_months),
    )
    best = passed.order_by("-score").first() if course.drawn else None
    certificate.paper = documents.issue(
        "training_certificate",
        workflow="certificate",
        subject_id=certificate.pk,
        context=facts_of(certificate, best),
        by=by,
        at=at,
    )
    certificate.save(update_fields=["paper"])
    _event("certified", course, by, at, who=user.name, course=course.title)

    notify(
        user,
        key=f"certificate:{certificate.pk}",
        kind="training",
        text=f"您已取得“{course}”培训证书。",
        url=course.get_absolute_url(),
    )
    return certificate


def _done_since_the_last(course, user):
    """(meetings attended, tests passed) since this person's last certificate of the course; all of them before the first."""
    attended = Attendance.objects.attended().filter(session__course=course, user=user)
    passed = Attempt.objects.passed().filter(course=course, user=user)

    earlier = Certificate.objects.filter(course=course, user=user)
    last = earlier.values_list("issued_at", flat=True).first()
    if last is None:
        return attended, passed
    return attended.filter(session__starts_at__gt=last), passed.filter(submitted_at__gt=last)


def facts_of(certificate, attempt):
    """What the certificate states, frozen when it is issued."""
    course, person = certificate.course, certificate.user
    return {
        "name": person.name,
        "unit": _unit(person),
        "course": course.title,
        "credits": f"{course.credits.normalize():f}",
        "score": attempt.score if attempt else None,
        "valid_until": words.day(certificate.expires_on),
        "seal": str(course.station),
        "date": words.day(certificate.issued_at),
    }


def _unit(person):
    """The firm of a handler, the station of staff; "" for who is neither."""
    post = getattr(person, "staff", None) or getattr(person, "handler", None)
    if post is None:
        return ""
    return str(getattr(post, "firm", None) or post.station)


def set_goal(*, by, year, credits):
    with transaction.atomic():
        goal, _ = CreditGoal.objects.update_or_create(year=year, defaults={"credits": credits})
        record("training.goal", by=by, year=year, credits=str(credits))
    return goal
