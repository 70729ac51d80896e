"""Why a case came back to whoever has it now."""

from cases.enums import State
from cases.models import AskedItem, Closure, HandOver


def why_back(case):
    """ "" of a case that did not come back."""
    return whys_back([case]).get(case.pk, "")


def whys_back(cases):
    """{case id: the reason}; a query for each of the states these cases stand in."""
    said = {}
    for state, read in READ.items():
        if keys := [case.pk for case in cases if case.state == state]:
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
