"""Why a case came back to whoever has it now."""

from cases.enums import State
from cases.models import AskedItem, Closure, HandOver


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


READ = {
    State.CLOSING_RETURNED: _closing,
    State.ITEM_OWED: _items,
    State.RETURNED_TO_STATION: _station,
}
