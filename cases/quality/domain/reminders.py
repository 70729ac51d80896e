"""Limits of complaints, reviews, bad ratings and what the bureau asked: whoever has to act hears before they end and weekly after, whoever
stands above them once a week has passed. Told from rows, once each."""

from datetime import timedelta

from django.utils import timezone

from cases.models.threshold import thresholds
from cases.quality.enums import ReviewState
from cases.quality.models import Complaint, ComplaintInquiry, Rating, Review
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.words import near
from legalaid.platform.notifications.send import notify
from legalaid.platform.procedure import clocks
from stations.queries.station import people_over

WEEK = timedelta(days=7)


def remind_limits(now):
    """Returns the number of new messages."""
    until = now + timedelta(thresholds()["warn_limit"])
    count = sum(
        _remind(row, row.station, _bureau(row), None, now) for row in _due(Complaint, until)
    )
    for row in _due(Review, until).select_related("case__station", "handler__user"):
        count += _remind(row, row.case.station, _of_review(row, now), Role.DIRECTOR, now)
    for row in _due(Rating, until).select_related("station"):
        count += _remind(row, row.station, _directors(row), Role.BUREAU, now)
    return count + _remind_asked(now, until)


def _due(model, until):
    return model.objects.filter(due_at__lt=until)


def _bureau(row):
    return people_over(row.station, Role.BUREAU).exclude(pk=row.person_id or 0)


def _directors(row):
    return people_over(row.station, Role.DIRECTOR).exclude(pk=row.rated_id or 0)


def _of_review(row, now):
    """The experts who have not handed in; of what was told the handler until the days to object are over; else whoever has the turn."""
    if row.state == ReviewState.SCORING:
        waiting = row.standing_sheets().filter(handed_at=None).select_related("user")
        return [sheet.user for sheet in waiting]

    handlers = row.turn == Role.HANDLER or row.state == ReviewState.TOLD and now <= row.due_at
    if handlers:
        return [row.handler.user] if row.handler and not row.agreed_at else []
    keys = row.expert_keys() | {row.handler.user_id if row.handler else 0}
    return people_over(row.case.station, Role.REVIEWER).exclude(pk__in=keys)


def _remind(row, station, people, above, now):
    """`above`: the role that hears of what is a week late."""
    name, weeks = clocks.RULES[row.due_rule].name, (now - row.due_at) // WEEK
    about = f"{row._meta.model_name}-due:{row.pk}:{row.due_rule}:{row.due_at:%Y%m%d}"
    if now <= row.due_at:
        text = f"{row}“{name}”将于{near(row.due_at)}期满，请及时办理。"
        return _tell(people, f"{about}:soon", text, row)

    late = f"{row}“{name}”已于{near(row.due_at)}期满"
    count = _tell(people, f"{about}:late:{weeks}", f"{late}，请办理。", row)
    if above and weeks:
        told = people_over(station, above)
        count += _tell(told, f"{about}:above:{weeks}", f"{late}满{weeks}周没有办理，请督促。", row)
    return count


def _remind_asked(now, until):
    """What the bureau asked of somebody, and has no answer to; once it is late whoever asked hears as well."""
    today, count = timezone.localdate(now), 0
    for one in ComplaintInquiry.objects.open().filter(due_on__lte=timezone.localdate(until)):
        about = f"inquiry-due:{one.pk}:{one.due_on:%Y%m%d}"
        if today <= one.due_on:
            text = f"{one}，请在{near(one.due_on)}（含当日）以前答复。"
            count += _tell([one.to], f"{about}:soon", text, one)
            continue
        weeks = (today - one.due_on).days // 7
        count += _tell([one.to], f"{about}:late:{weeks}", f"{one}，已经逾期，请尽快答复。", one)
        late = f"请{one.to.name}{one.get_kind_display()}的事项逾期没有答复，请催问或者另行调查。"
        count += _tell([one.by], f"{about}:by:{weeks}", late, one.complaint)
    return count


def _tell(people, about, text, row):
    url = row.get_absolute_url()
    told = [notify(one, key=f"{about}:{one.pk}", kind="due", text=text, url=url) for one in people]
    return sum(message is not None for message in told)
