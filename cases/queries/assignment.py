from dataclasses import replace

from django.utils import timezone

from cases.enums import Notified
from cases.law.conflict import OTHER_SIDE, OWN_SIDE, same
from cases.law.grounds import ACCUSED
from cases.law.recommendation import judge, rank
from cases.models import Case
from stations.models import Firm, Handler, Leave

from .coaccused import defenders_of_others
from .conflict import conflicts_of, sides_of
from .eligibility import cause_path
from .standing import loads, standings_for

OWN = [field.attname for field in Handler._meta.concrete_fields if field.name != "mobile"]
# all that is judged of a handler, of several hundred at once
JUDGED = (*OWN, "user__name", "user__is_active", "firm__name", "firm__station")


def candidates_for(case, handlers=None):
    """Every working handler with load, leave, turn and reasons, in the order to offer them; or only those of `handlers`."""
    handlers = Handler.objects.working() if handlers is None else handlers
    handlers = handlers.select_related("user", "firm").only(*JUDGED)
    declined = set(case.assignments.exclude(declined_at=None).values_list("handler", flat=True))
    today, (against, perhaps, behind) = timezone.localdate(), _against(case)
    same_crime, namesakes = defenders_of_others(case)
    sides = sides_of(case)

    matter = {
        "kind": case.kind,
        "on": today,
        "cause_words": [*cause_path(case.cause), case.get_kind_display()],
        "notified": bool(case.notified),
        "unclear": case.notified == Notified.UNCLEAR,
        "defends": case.kind == "criminal" and case.applicant_role in ACCUSED,
        "life_or_death": case.life_or_death,
        "minor": "minor" in case.crowds or case.notified == Notified.MINOR,
    }

    earlier, at_hand, standings = case.earlier, loads(), standings_for(case, today)
    away = {leave.user_id: [leave] for leave in Leave.objects.on(today)}
    kept_out = keeping_out_of(case)

    def judged(handler):
        himself, namesake = party_is(sides, handler)

        return judge(
            handler,
            load=at_hand.get(handler.pk, 0),
            declined=handler.pk in declined,
            unavailable=handler.unavailable(today, away.get(handler.user_id, ())),
            conflict=against.get(handler.pk, ""),
            firm_conflict=against.get(handler.firm, ""),
            co_accused=same_crime.get(handler.pk, ""),
            namesake=namesakes.get(handler.pk, ""),
            perhaps_conflict=perhaps.get(handler.pk) or perhaps.get(handler.firm, ""),
            behind=behind.get(handler.pk) or behind.get(handler.firm, ""),
            party=namesake,
            same_person=himself,
            kept_out=handler.user_id in kept_out,
            colleague=_colleague(case, handler),
            before=earlier.stage if earlier and earlier.handler_id == handler.pk else "",
            standing=standings.of(handler),
            **matter,
        )

    return rank(judged(handler) for handler in handlers)


def keeping_out_of(case):
    """The keys of the users who keep out of the case, or of the stage of the matter before it."""
    columns = [case.recused, case.earlier.recused if case.earlier else ""]
    return {int(key) for column in columns for key in column.split(",") if key}


def _colleague(case, handler):
    """Whoever has the case now, where a successor would be of the same unit."""
    now = case.handler if case.handler_id and case.handler_id != handler.pk else None
    return str(now) if now and now.firm_id == handler.firm_id else ""


def party_is(sides, handler):
    """(on which side this handler stands himself, by number; on which somebody of his name does)."""
    found = {"number": "", "name": ""}
    for side, parties in zip((OWN_SIDE, OTHER_SIDE), sides, strict=True):
        for party in parties:
            if how := same((handler.user.name, handler.id_blind), party):
                found[how] = found[how] or side
    return found["number"], found["name"]


def needs_consent(candidates):
    """Whether whoever could handle the case is of a unit that acts for the other side: then it is done with the consent of both, or not at
    all."""
    return not any(one.eligible for one in candidates) and any(
        one.consentable for one in candidates
    )


def conflict_of(case, handler):
    """The number of the case in which this handler, or the firm, acts for the other side, or for somebody of that name; "" for none."""
    found = (numbers.get(handler.pk) or numbers.get(handler.firm) for numbers in _against(case))
    return next(filter(None, found), "")


def _against(case):
    """({handler id, or firm: the number of the case in which they act for the other side} (Procedure Rules art. 38), the same where
    only the name is, or sounds like, that of the other side, and where it is somebody who stands behind one)."""
    hits = [hit for hit in conflicts_of(case) if hit.case != case.pk and hit.how != "near"]
    known = {hit.case for hit in hits if hit.certain}
    named = {hit.case for hit in hits if hit.how != "behind"}
    others = Case.objects.filter(pk__in={hit.case for hit in hits}).exclude(handler=None)

    certain, perhaps, behind = {}, {}, {}
    for other in others.select_related("handler__firm").only("number", "handler__firm__name"):
        numbers = certain if other.pk in known else perhaps if other.pk in named else behind
        numbers[other.handler_id] = numbers[other.handler.firm] = other.number
    return certain, perhaps, behind


# ({handler id: why the quality of the work speaks for whom} of these handlers): who reads more of it than grades adds its own
EXPLAINS = []


def explained(candidates):
    """The same, of those who may have the case with what is known of the quality of their work; for the few that are shown."""
    keys = [one.handler.pk for one in candidates if one.eligible]
    found = [said_of(keys) for said_of in EXPLAINS]

    def why(one):
        said = [words[one.handler.pk] for words in found if one.handler.pk in words]
        return replace(one, reasons=(*one.reasons, *said)) if one.eligible else one

    return [why(one) for one in candidates]


def wished_of(case, candidates):
    """[(Wish, its Candidate)] in the order wished; None where somebody takes no cases any more."""
    known = {one.handler.pk: one for one in candidates}
    wishes = case.wishes.select_related("handler__user", "handler__firm")
    return [(wish, known.get(wish.handler_id)) for wish in wishes]


def opposing_firms(case):
    """The firms that act for the other side, or for somebody of that name, as far as the cases on record tell: nobody of theirs looks at
    this one."""
    certain, perhaps, _ = _against(case)
    return {key for key in certain | perhaps if isinstance(key, Firm)}


def handler_at(case, moment):
    """Whoever had the case at that moment: the last who had accepted it by then; where none is on record whoever has it now."""
    taken = case.assignments.filter(accepted_at__lte=moment).order_by("accepted_at").last()
    return taken.handler if taken else case.handler


def first_of(candidates):
    """Whom to offer the case to; None where nobody may have it."""
    return next((one for one in candidates if one.eligible), None)
