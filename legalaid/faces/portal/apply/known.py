"""What somebody answered under 看我符不符合条件, in the fields of an application: proposed on its pages, and nothing until each is saved."""

from cases.law.grounds import CROWDS
from cases.models import Cause
from legalaid.faces.portal.qualify.facts import YES
from legalaid.faces.portal.qualify.matters import MATTERS

OF_ONE_CAUSE = ("traffic", "medical", "divorce", "environment")  # the others may be several
STAGES = {"none": "尚未进入法律程序", "enforce": "执行"}  # "仲裁或者打官司" is more than one


def known_of(answers):
    """{field: [value]} of what was answered in so many words; what the household has together is not told apart there, and is asked anew."""
    matter = MATTERS.get(answers.get("matter"))
    if matter is None:
        return {}

    found = {"wish": matter.text, "stage": STAGES.get(answers.get("stage"))}
    if answers["matter"] in OF_ONE_CAUSE:
        found["cause"] = _cause(matter)
    alone = answers.get("home") == YES
    if alone:
        found |= {"opponent_in_household": "on", "own_savings": answers.get("savings")}
    else:
        found["savings"] = answers.get("savings")
    only_one = answers.get("heads") == 1
    found["own_income"] = answers.get("income") if only_one else answers.get("own_income")
    kept = {name: [str(value)] for name, value in found.items() if value}
    crowds = [code for code in answers.get("crowds", ()) if code in _crowds()]
    return kept | ({"crowds": crowds} if crowds else {})


def _cause(matter):
    """The row of the county's list that is called so, by its key; None where there is none or several."""
    rows = list(Cause.objects.filter(name=matter.path[0]).values_list("pk", flat=True)[:2])
    return rows[0] if len(rows) == 1 else None


def _crowds():
    return {row.code for row in CROWDS}
