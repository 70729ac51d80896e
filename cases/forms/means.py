"""The statement of means as it is now, while the work runs."""

from copy import deepcopy

from django.http import QueryDict
from django.utils import timezone

from legalaid.platform.core.identifiers import age
from legalaid.platform.office.forms import OfficeForm

from .fields import day, money, text
from .intake import IntakeForm
from .intake_rows import Member, Rows, problems_of

STATED = ("savings", "own_savings", "debts", "housing", "vehicle", "spending")


class RestateForm(OfficeForm):
    since = day("从哪一天起是这样（申请时就说错的，填申请日期）", initial=timezone.localdate)
    own_income = money("受援人本人月收入（元）", needed=True, digits=10)
    reason = text("更正的理由（怎样得知、有什么材料）", length=300, rows=2)

    def __init__(self, *args, case, rows=None, **kwargs):
        """`rows`: the posted members of the household, None for those on file."""
        super().__init__(*args, **kwargs)
        self.case = case
        for name in (*STATED, "opponent_in_household"):
            self.fields[name] = deepcopy(IntakeForm.base_fields[name])
        self.members = Rows(Member, members_on_file(case) if rows is None else rows)

    @property
    def stated(self):
        return [self[name] for name in ("own_income", *STATED)]

    def is_valid(self):
        return all([super().is_valid(), self.members.is_valid()])

    @property
    def problems(self):
        return problems_of(self, self.members)

    def facts(self):
        """As `domain.eligibility.restate_means` takes them."""
        data, person = self.cleaned_data, self.case.applicant
        years = age(person.birth, timezone.localdate()) if person.birth else None
        own = {"name": person.name, "relation": "本人", "age": years}
        own["monthly_income"] = data["own_income"]
        return {
            "since": data["since"],
            "reason": data["reason"],
            "facts": {name: data[name] for name in (*STATED, "opponent_in_household")},
            "members": [own, *(row.cleaned_data for row in self.members.rows)],
        }


def means_on_file(case):
    """Initial values of the form."""
    means = case.means
    own = means.members.filter(relation="本人").first()
    said = {name: getattr(means, name) for name in (*STATED, "opponent_in_household")}
    return said | {"own_income": own.monthly_income if own else None}


def members_on_file(case):
    """The household of the case as the form would post it, without the recipient."""
    rows = QueryDict(mutable=True)
    for member in case.means.members.exclude(relation="本人"):
        for name in Member.base_fields:
            value = getattr(member, name)
            rows.appendlist(f"member_{name}", "" if value is None else str(value))
    return rows
