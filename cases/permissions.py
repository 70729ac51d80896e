"""Rights that depend on the case, and the separation of duties. Each predicate answers with the refusing sentence, or ""."""

from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from stations.enums import Duty

from .enums import SEALED, Channel, State


def station_may(station, duty):
    """Whether the station is open and the centre has given it this duty."""
    if station.closed_on:
        return f"{station}已于{station.closed_on}撤销，不再办理业务。"
    if station.allows(duty):
        return ""
    return f"{station}没有“{Duty(duty).label}”的职责，请引导当事人到法律援助中心办理。"


def own_station(user, case):
    """Who works at a station sees to what it took in, and to what they registered themselves."""
    if user.role != Role.STATION or case.registered_by_id == user.pk:
        return ""
    station = getattr(getattr(user, "staff", None), "station_id", None)
    return "" if case.station_id == station else "此案不在您的工作站。"


def takes_applications(user, case):
    return own_station(user, case) or station_may(case.station, Duty.APPLY)


def takes_notices(user, case):
    """Law art. 36: the organ notifies the agency itself."""
    if case.channel != Channel.NOTICE:
        return "此案由当事人申请，不是办案机关通知指派的。"
    return station_may(case.station, Duty.APPLY)


def not_the_registrar_alone(user, case):
    """Whoever took the application in may accept it; the substantive review is another pair of eyes."""
    return "您登记了此案的申请，审查须由另一人办理。" if case.registered_by_id == user.pk else ""


def not_the_reviewer(user, case):
    """Review and approval are separate (approval form of 2013: two signatures)."""
    reviewers = {case.reviewed_by_id, getattr(getattr(case, "review", None), "form_by_id", None)}
    return "您审查过此案，决定须由另一人作出。" if user.pk in reviewers else ""


def handles(user, case):
    return bool(case.handler_id) and case.handler.user_id == user.pk


def the_handler(user, case):
    return "" if handles(user, case) else "此案未指派给您。"


def not_the_handler(user, case):
    return "您承办此案，不能办理这一步。" if handles(user, case) else ""


def calls_back(user, case):
    """The first call while the case waits for it; a second one where the first told of something to be looked into."""
    return _nothing_told(case) or not_the_handler(user, case)


def settles(user, case):
    return _nothing_told(case) or not_the_handler(user, case)


def _nothing_told(case):
    told = case.held or case.state != State.ARCHIVING
    return "" if told else "回访没有反映须核实的问题。"


HELD = "受援人回访时反映了须核实的问题，中心负责人核实处理以前，不能评定等次、归档。"


def kept_from(user, case):
    """A handler does not read what the recipient said of them before somebody has looked into it: the recipient is called again first."""
    return case.held and user.role == Role.HANDLER


def unread(user, case):
    """The kinds of papers of a case that this person does not read for now."""
    return ("follow_up_record",) if kept_from(user, case) else ()


def grades(user, case):
    return HELD if case.held else not_the_handler(user, case)


def archives(user, case):
    return HELD if case.held else ""


# where a handler works on the case and its closing file has not been handed in
HANDING_IN = (
    State.AGREEMENT,
    State.FIRST_MEETING,
    State.HANDLING,
    State.CONCLUDED,
    State.CLOSING_RETURNED,
    State.ITEM_OWED,
)


UPDATED_BY_CENTER = "结案材料已报送或者尚未接受指派，请联系中心更新。"


def open_for_material(user, case):
    if case.state in SEALED:
        return "此案已封存，不能增减材料。"
    if user.role == Role.HANDLER and not handles(user, case):
        return "此案未指派给您。"
    if user.role == Role.HANDLER and case.state not in HANDING_IN:
        return "结案材料已报送或者尚未接受指派，承办人现在不能增减材料。"
    return own_station(user, case)


def supplement_lapsed(user, case):
    """While the date of the notice runs (all else stands still), nobody counts as having withdrawn (Law art. 43(2))."""
    lapsed = case.due_at and case.due_at < timezone.now()
    waits = case.state == State.SUPPLEMENT and not lapsed
    return "补正期限尚未届满。" if waits else ""


def updates(user, case):
    """The office, as long as the case is open; its handler, while it is in his hands."""
    if user.role != Role.HANDLER:
        return ""
    if denial := the_handler(user, case):
        return denial
    return "" if case.state in HANDING_IN else UPDATED_BY_CENTER


def takes_over(user, case):
    if denial := the_handler(user, case):
        return denial
    return "" if case.transfers.filter(done_at=None).exists() else "本案没有待签收的移交材料。"


def something_owed(user, case):
    if denial := own_station(user, case):
        return denial
    return "" if case.materials.owed().exists() else "本案没有容缺待补的材料。"


def near_the_consultation(user, consultation):
    """Duty lawyers answer what they registered or were given; the others what came to their station or one below it."""
    if user.pk in (consultation.by_id, consultation.owner_id):
        return ""

    staff = getattr(user, "staff", None)
    inside = staff is not None and consultation.station.path.startswith(staff.station.path)
    return "" if inside else "此咨询不在您的站点。"


def pre_reviews(user, case):
    return own_station(user, case) or station_may(case.station, Duty.PRE_REVIEW)


def amends(user, case):
    """What a station took in, it amends while the papers are there; afterwards the centre does."""
    at_station = case.state in (State.AT_STATION, State.RETURNED_TO_STATION)
    if user.role == Role.STATION and not at_station:
        return "申请已移交中心，请联系中心更正。"
    return own_station(user, case)


POLICIES = {
    "cases.pre_review": pre_reviews,
    "cases.hand_over": own_station,
    "cases.apply": takes_applications,
    "cases.notify": takes_notices,
    "cases.materials": open_for_material,
    "cases.owed": something_owed,
    "cases.amend": amends,
    "cases.lapse": supplement_lapsed,
    "cases.update": updates,
    "cases.review": not_the_registrar_alone,
    "cases.decide": not_the_reviewer,
    "cases.handle": the_handler,
    "cases.take_over": takes_over,
    "cases.review_closure": not_the_handler,
    "cases.follow_up": calls_back,
    "cases.settle": settles,
    "cases.grade": grades,
    "cases.archive": archives,
    "cases.waive": not_the_handler,
}
