"""Why a case came back to whoever has it now, or is held."""

from cases.enums import State
from cases.models import AskedItem, Assignment, Closure, HandOver


def why_back(case):
    """ "" of a case that did not come back."""
    return whys_back({case.pk: case.state}).get(case.pk, "")


def whys_back(states):
    """{case id: the reason} of {case id: its state}; a query for each of the states that can be come back to."""
    said = {}
    for state, read in READ.items():
        if keys := [pk for pk, stands in states.items() if stands == state]:
            said |= read(keys)
    return said


def _closing(keys):
    return dict(Closure.objects.filter(case__in=keys).values_list("case", "returned"))


def _items(keys):
    asked = AskedItem.objects.filter(case__in=keys, given_at=None)
    return {row.case_id: f"{row.item}：{row.reason}" for row in asked}


def _station(keys):
    """The last of each."""
    rows = HandOver.objects.filter(case__in=keys).order_by("handed_at", "pk")
    return {
        row.case_id: "、".join(filter(None, [*row.reason_texts, row.return_note])) for row in rows
    }


def _refusals(keys):
    """Of the lawyer who has the case now."""
    rows = Assignment.objects.filter(case__in=keys, declined_at=None).order_by("pk")
    rows = rows.select_related("handler__user").only(
        "case", "refused_reason", "handler__user__name"
    )
    return {row.case_id: f"不同意由{row}辩护（代理）：{row.refused_reason}" for row in rows}


READ = {
    State.LAWYER_REFUSED: _refusals,
    State.CLOSING_RETURNED: _closing,
    State.ITEM_OWED: _items,
    State.RETURNED_TO_STATION: _station,
}
