"""Who hears of a leave: the person, and the directors over them, with what the person was to do in these days."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.words import near, near_moment
from legalaid.platform.notifications.send import notify
from legalaid.platform.office import agenda
from stations.queries.station import people_over

from .work import left_by

NAMED = 3  # engagements named in a message; the plan itself shows all


def tell_of_leave(leave):
    """Also what is planned for the days: duties, hearings, whatever takes the person's time."""
    planned = planned_in(leave)
    said = [f"{near_moment(span.begin)}{span.text}" for span in planned[:NAMED]]
    if not planned:
        rest = "期间没有已排的事项。"
    else:
        more = f"等{len(planned)}项" if len(planned) > NAMED else ""
        rest = f"期间已排：{'、'.join(said)}{more}，请改由他人办理或者改期。"
    if left := left_by(leave):
        rest = f"{rest}{left}。"
    _tell(leave, "new", f"{leave.user}{_days(leave)}，{rest}")


def planned_in(leave):
    """What takes this person's time on the days of the leave, in order of time."""
    spans = agenda.taken(*day_span(leave.starts, leave.ends), [leave.user_id])
    return sorted(spans[leave.user_id], key=lambda span: span.begin)


def tell_of_return(leave):
    if leave.cancelled:
        return _tell(leave, "off", f"{leave.user}{_days(leave)}已取消，照常上班。")
    return _tell(leave, "back", f"{leave.user}已提前销假，{near(leave.ends)}为假期最后一天。")


def _days(leave):
    return f"{leave.get_kind_display()}（{near(leave.starts)}至{near(leave.ends)}）"


def _tell(leave, stage, text):
    """Whoever recorded it knows."""
    for user in {leave.user, *_directors(leave.user)} - {leave.by}:
        key = f"leave:{leave.pk}:{stage}:{user.pk}"
        url = _page(leave.user) if user.may("people.view") else ""
        notify(user, key=key, kind="duty", text=text[:200], url=url)


def _post(user):
    return getattr(user, "handler", None) or getattr(user, "staff", None)


def _directors(user):
    post = _post(user)
    return people_over(post.station, Role.DIRECTOR) if post else ()


def _page(user):
    post = _post(user)
    return post.get_absolute_url() if post else ""
