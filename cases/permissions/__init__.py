"""Rights that depend on the case, and the separation of duties. Each predicate answers with the refusing sentence, or ""."""

from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.words import day
from stations.enums import Duty

from ..enums import FORWARDED, SEALED, Channel, Kind, Prior, State
from ..enums.agencies import AssistanceState
from .archiving import HELD, archives
from .ending import UNDER_REVIEW, corrects, ends, sees_it_end  # noqa: F401  named with the others
from .firm import arranges, entrusts, withdraws_entrusted
from .handling import handles, not_the_handler, not_the_reviewer, the_handler
from .means import asks_of_means, restates_means
from .recusal import decides_recusal, lifts_recusal, nothing_waits, recusals_of, recused, recused_of  # noqa: F401  named with the others


def station_may(station, duty):
    """Whether the station is open and the centre has given it this duty."""
    if station.closed_on:
        return f"{station}已于{day(station.closed_on)}撤销，不再办理业务。"
    if station.allows(duty):
        return ""
    return f"{station}没有“{Duty(duty).label}”的职责，请引导当事人到法律援助中心办理。"


def own_station(user, case):
    """Who works at a station sees to what it took in, and to what they registered themselves."""
    if user.role != Role.STATION or case.registered_by_id == user.pk:
        return ""
    station = getattr(getattr(user, "staff", None), "station_id", None)
    return "" if case.station_id == station else "此案不在您的工作站。"


def serves(user, case):
    """Of a sealed file nothing is served but what tells of a decision that may be objected to."""
    if case.state == State.ARCHIVED and not (case.terminated or case.applicant_count > 1):
        return "此案已封存，没有待送达的文书。"
    return own_station(user, case)


def takes_applications(user, case):
    return own_station(user, case) or station_may(case.station, Duty.APPLY)


def takes_notices(user, case):
    """Law art. 36: the organ notifies the agency itself."""
    if case.channel != Channel.NOTICE:
        return "此案由当事人申请，不是办案机关通知指派的。"
    return station_may(case.station, Duty.APPLY)


def annuls(user, case):
    """What an organ notified of and went to the wrong case is granted as it is registered; a grant on application ends by a termination
    alone (Law art. 48)."""
    if case.state == State.GRANTED and not case.by_notice:
        return "已决定给予法律援助，不能撤销登记；不再提供的，请办理终止（法律援助法第四十八条）。"
    return own_station(user, case)


def not_the_registrar_alone(user, case):
    """Whoever took the application in may accept it; the substantive review is another pair of eyes."""
    return "您登记了此案的申请，审查须由另一人办理。" if case.registered_by_id == user.pk else ""


def calls_back(user, case):
    """The first call while the case waits for it; a second one where the first told of something to be looked into."""
    return _nothing_told(user, case) or not_the_handler(user, case)


def settles(user, case):
    return not_the_handler(user, case) if case.held else "没有反映须核实的问题。"


def asks_again(user, case):
    """Where an organ told of something, and nobody has asked it again yet."""
    told = case.held and case.alarms.filter(settled_at=None, checked_by=None).exclude(organ="")
    if told and told.exists():
        return not_the_handler(user, case)
    return "办案机关没有反映须再次核实的问题。"


def _nothing_told(user, case):
    if case.state != State.ARCHIVING:
        return ""
    told = case.held and case.alarms.filter(settled_at=None, follow_up__isnull=False)
    callers = told.values_list("follow_up__by", flat=True) if told else ()
    if not callers:
        return "回访没有反映须核实的问题。"
    return "再次回访须由另一人进行。" if user.pk in callers else ""


def kept_from(user, case):
    """A handler does not read what the recipient said of them before somebody has looked into it: the recipient is called again first."""
    return case.held and user.role == Role.HANDLER


def unread(user, case):
    """The kinds of papers of a case that this person does not read for now."""
    return ("follow_up_record",) if kept_from(user, case) else ()


def grades(user, case):
    return HELD if case.held else not_the_handler(user, case)


# where a handler works on the case and its closing file has not been handed in
HANDING_IN = (
    State.AGREEMENT,
    State.FIRST_MEETING,
    State.HANDLING,
    State.LAWYER_REFUSED,
    State.TERMINATING,
    State.CONCLUDED,
    State.TERMINATED,
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


def gives_opinion(user, case):
    if case.kind != Kind.CRIMINAL or not case.defended:
        return "不是刑事辩护案件，没有辩护意见。"
    return updates(user, case)


def was_forwarded(user, case):
    if case.channel not in FORWARDED:
        return "不是办案机关、监管场所或者值班律师转交的申请。"
    return amends(user, case)


def takes_over(user, case):
    if denial := the_handler(user, case):
        return denial
    return "" if case.transfers.filter(done_at=None).exists() else "本案没有待签收的移交材料。"


def told_of_refusal(user, case):
    """Only whom an organ's notice is about is asked (Procedure Rules art. 29); who applied withdraws or asks for another."""
    if denial := the_handler(user, case):
        return denial
    return "" if case.by_notice else "此案由当事人申请，不是办案机关通知指派的。"


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


def near_the_help(user, help):
    """A duty lawyer keeps the record of what he gave or was given; the others that of their station or one below it."""
    lawyer = help.lawyer.user_id if help.lawyer_id else None
    registrar = help.by_id if help.pk else None  # who opens one is not yet its registrar
    if user.pk in (registrar, lawyer):
        return ""
    return keeps_the_help(user, help)


def keeps_the_help(user, help):
    staff = getattr(user, "staff", None)
    inside = staff is not None and help.station.path.startswith(staff.station.path)
    return "" if inside else "此法律帮助不在您的站点，也没有交给您。"


def pre_reviews(user, case):
    return own_station(user, case) or station_may(case.station, Duty.PRE_REVIEW)


def amends(user, case):
    """What a station took in, it amends while the papers are there; afterwards the centre does."""
    at_station = case.state in (State.AT_STATION, State.RETURNED_TO_STATION)
    if user.role == Role.STATION and not at_station:
        return "申请已移交中心，请联系中心更正。"
    return own_station(user, case)


def lists_joint(user, case):
    """The list of those who apply together is put right by whoever may put right the rest, before the decision and after it."""
    if case.by_notice:
        return "通知辩护、通知代理的案件没有共同申请人。"
    return amends(user, case) or updates(user, case)


def asks_replacement(user, case):
    if user.role == Role.HANDLER and (denial := the_handler(user, case)):
        return denial
    return "已有一项更换承办人的申请等待决定。" if case.replacing else ""


def settles_replacement(user, case):
    if user.role == Role.HANDLER and (denial := the_handler(user, case)):
        return denial
    return "" if case.replacing else "没有等待决定的更换承办人的申请。"


def _letters(case, *states):
    """Whether a letter of this case stands in one of these states; asked once for a page."""
    if not hasattr(case, "letter_states"):
        case.letter_states = set(case.assistances.values_list("state", flat=True))
    return not case.letter_states.isdisjoint(states)


def assists_asked(user, case):
    asked = _letters(case, AssistanceState.ASKED)
    return not_the_handler(user, case) or ("" if asked else "承办人没有待办的请求。")


def assists_sent(user, case):
    sent = _letters(case, AssistanceState.ISSUED, AssistanceState.REPLIED)
    return not_the_handler(user, case) or ("" if sent else "本案没有发出的函件。")


def takes_objections(user, objection):
    """Whoever registered it or sits where it came in puts it right; the centre and the bureau do everywhere."""
    if user.role != Role.STATION or objection.by_id == user.pk:
        return ""
    station = getattr(getattr(user, "staff", None), "station_id", None)
    return "" if objection.station_id == station else "此异议不在您的工作站。"


ALONE = "此案只有一名申请人。"


def of_several(policy):
    """As `policy`, where there is a list of people."""
    return lambda user, case: ALONE if case.applicant_count < 2 else policy(user, case)


def reports_group(user, case):
    if denial := the_handler(user, case):
        return denial
    least = case.many_from
    return "" if case.applicant_count >= least else f"申请人不足{least}人，不用报告。"


def provides_first(user, case):
    """Whoever took the application in does not also grant it at once."""
    own = case.registered_by_id == user.pk
    return "您登记了此案的申请，先行提供须由另一人决定。" if own else ""


ENDED = "法律援助已经终止，不再补办手续。"
NO_PRIOR = "此案没有等待补办手续的先行提供。"


def owes_formalities(user, case):
    return "" if case.prior == Prior.OWED else NO_PRIOR


def unconfirmed(case):
    """Until aid has ended, a finding that it could not be confirmed is overtaken by papers that came after all."""
    if case.state == State.TERMINATED or case.terminated:
        return ENDED
    return "" if case.prior in (Prior.OWED, Prior.FAILED) else NO_PRIOR


def reviews_prior(user, case):
    return unconfirmed(case) or not_the_registrar_alone(user, case)


def confirms_prior(user, case):
    return unconfirmed(case) or not_the_reviewer(user, case)


def withdraws_recusal(user, case):
    return own_station(user, case) or nothing_waits(case)


POLICIES = {
    "cases.pre_review": pre_reviews,
    "cases.hand_over": own_station,
    "cases.serve": serves,
    "cases.serve_members": of_several(own_station),
    "cases.apply": takes_applications,
    "cases.notify": takes_notices,
    "cases.annul": annuls,
    "cases.materials": open_for_material,
    "cases.owed": something_owed,
    "cases.amend": amends,
    "cases.joint": lists_joint,
    "cases.members": of_several(lists_joint),
    "cases.decide_member": of_several(not_the_reviewer),
    "cases.call_member": of_several(not_the_handler),
    "cases.report_group": reports_group,
    "cases.lapse": supplement_lapsed,
    "cases.update": updates,
    "cases.opinion": gives_opinion,
    "cases.forwarding": was_forwarded,
    "cases.review": not_the_registrar_alone,
    "cases.decide": not_the_reviewer,
    "cases.correct": corrects,
    "cases.entrust": entrusts,
    "cases.withdraw_entrusted": withdraws_entrusted,
    "cases.arrange": arranges,
    "cases.handle": the_handler,
    "cases.ending": sees_it_end,
    "cases.terminate": ends,
    "cases.take_over": takes_over,
    "cases.refusal": told_of_refusal,
    "cases.provide": provides_first,
    "cases.prior": owes_formalities,
    "cases.review_prior": reviews_prior,
    "cases.confirm_prior": confirms_prior,
    "cases.ask_replacement": asks_replacement,
    "cases.withdraw_replacement": settles_replacement,
    "cases.review_replacement": settles_replacement,
    "cases.refuse_replacement": settles_replacement,
    "cases.ask_recusal": own_station,
    "cases.withdraw_recusal": withdraws_recusal,
    "cases.decide_recusal": decides_recusal,
    "cases.lift_recusal": lifts_recusal,
    "cases.review_closure": not_the_handler,
    "cases.follow_up": calls_back,
    "cases.settle": settles,
    "quality.check": asks_again,
    "cases.grade": grades,
    "cases.archive": archives,
    "cases.waive": not_the_handler,
    "cases.query_means": asks_of_means,
    "cases.restate": restates_means,
    "cases.assist": not_the_handler,
    "cases.assist_asked": assists_asked,
    "cases.assist_sent": assists_sent,
}
