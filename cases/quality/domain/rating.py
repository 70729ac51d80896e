"""好差评: one rating of one service; a bad one is called back and rectified (D22), by others than whoever it is about."""

from django.db import transaction
from django.utils import timezone

from cases import periods
from cases.domain.correction import Corrected, correct
from cases.models.threshold import thresholds
from cases.quality.enums.rating import (
    BAD_LEVELS,
    RatedService,
    RaterReached,
    RatingState,
    RatingWay,
)
from cases.quality.models import Rating
from cases.quality.workflow import RATING
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

TWICE = "这次服务已经评价过，每次服务评价一次。"
HAS_NUMBER = "评价或者所评的服务记录中留有电话，请拨打后记录。"
TRY_AGAIN = "没有接通的，至少在{days}天里各拨打一次，现已{tried}天；请改日再拨。"
BY_ONESELF = "您承办的案件由他人电话征询评价。"


def rate(subject, *, level, said="", phone="", by=None, at=None):
    """Rates a number, a consultation or a closed case (`subject`). Without `by`: by its holder, with the code of the slip."""
    at = at or timezone.now()
    told = _of(subject)
    if told["service"] == RatedService.CASE and by and by == told["rated"]:
        raise NotAllowed(BY_ONESELF)

    way = _way(told["service"], by)
    state = RatingState.BAD if level in BAD_LEVELS else RatingState.KEPT
    with transaction.atomic():
        one_by_one(f"rating:{told['service']}:{subject.pk}")
        if Rating.objects.filter(**{told["service"]: subject}).exists():
            raise DomainError(TWICE)

        person, step = (by, "rate") if by else (system_user(), "rate_self")
        row = Rating(state=state, level=level, said=said, phone=phone, way=way, by=person, **told)
        row.on = timezone.localdate(at)
        facts = {"service": told["service"], "level": level}
        return RATING.open(row, step, _register, by=person, at=at, facts=facts)


def _of(subject):
    """What is rated, where, and who gave it."""
    service = RatedService(subject._meta.model_name)
    rated = {
        RatedService.TICKET: lambda: subject.served_by,
        RatedService.CONSULTATION: lambda: subject.answered_by or subject.by,
        RatedService.CASE: lambda: subject.handler.user if subject.handler else None,
    }[service]()
    window = subject.window if service == RatedService.TICKET else None
    where = {"station": subject.station, "window": window, "rated": rated}
    return {"service": service, service.value: subject, **where}


def _way(service, by):
    if by is None:
        return RatingWay.CODE
    return RatingWay.PHONE if service == RatedService.CASE else RatingWay.TABLET


def _register(row, *, by, at, **_):
    row.save()
    if row.state != RatingState.BAD:
        return row

    deadlines.start("rating", row.pk, periods.BAD_REVIEW.key, at)
    people = [one for one in people_over(row.station, Role.DIRECTOR) if one.pk != row.rated_id]
    text = said("bad_rating", place=row.place)
    told = {"about": f"rating:{row.pk}", "kind": "turn", "text": text}
    notify_all(people, url=row.get_absolute_url(), **told)
    return row


RATING.step("rate")(_register)
RATING.step("rate_self")(_register)


@RATING.step("call_rater")
def call_rater(row, *, by, at, reached, said=""):
    """Every bad rating is called back, as often as it takes; what was reached once stays."""
    if row.reached == RaterReached.REACHED:
        raise DomainError("已经回访接通。")
    if reached == RaterReached.NO_NUMBER and row.numbered:
        raise DomainError(HAS_NUMBER, field="reached")
    if reached == RaterReached.REACHED and len(said.strip()) < 4:
        raise DomainError("请写明回访的情况（不少于4个字）。", field="said")
    today = timezone.localdate(at)
    row.attempts += row.called_on != today
    row.reached, row.told = reached, said.strip()
    row.called_by, row.called_on = by, today


@RATING.step("correct_rating")
def correct_rating(row, *, by, at, reason, reached, told, how=""):
    """What was written down wrongly of the call or of what was done about it; what the visitor gave stays."""
    said = {"reached": reached, "told": told.strip()}
    said |= {"how": how.strip()} if row.state == RatingState.RECTIFIED else {}
    if not row.reached:
        raise DomainError("还没有回访记录。")
    if reached == RaterReached.NO_NUMBER and row.numbered:
        raise DomainError(HAS_NUMBER, field="reached")
    if reached == RaterReached.REACHED and len(said["told"]) < 4:
        raise DomainError("请写明回访的情况（不少于4个字）。", field="told")
    if "how" in said and len(said["how"]) < 4:
        raise DomainError("请写明整改情况（不少于4个字）。", field="how")
    return Corrected(correct(row, said, reason))


@RATING.step("rectify_rating")
def rectify_rating(row, *, by, at, how):
    """What was done about it; not before whoever gave it was called back, or tried on as many days as the office asks."""
    if not row.reached:
        raise DomainError("请先回访：差评应当全部回访。")
    days = thresholds()["rating_calls"]
    if row.reached == RaterReached.UNREACHED and row.attempts < days:
        raise DomainError(TRY_AGAIN.format(days=days, tried=row.attempts))
    if len(how.strip()) < 4:
        raise DomainError("请写明整改情况（不少于4个字）。", field="how")
    row.how, row.rectified_by, row.rectified_on = how.strip(), by, timezone.localdate(at)
