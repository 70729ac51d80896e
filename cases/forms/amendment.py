"""The intake form again, over a registered case: numbers, phones and addresses are not shown, a box left empty keeps what is there."""

from itertools import zip_longest

from django.http import QueryDict

from cases.law.scope import scope
from cases.queries.eligibility import cause_path
from cases.queries.intake import favours, questions_for
from legalaid.platform.core.names import name_key
from legalaid.platform.core.safety import DETAILS, Safe
from legalaid.platform.core.text import mask_address, mask_id, mask_numbers, mask_phone

from .fields import text
from .intake import IntakeForm, crowds_of
from .intake_facts import parties_of
from .intake_rows import BEHIND
from .means import members_on_file

MASKS = {
    "id_number": mask_id,
    "phone": mask_phone,
    "reach": mask_numbers,
    "address": mask_address,
    "household_address": mask_address,
    "representative_id": mask_id,
    "representative_phone": mask_phone,
    "safe_phone": mask_phone,
}
PERSON_SECRETS = ("id_number", "phone", "reach", "address", "household_address", "safe_phone")
PARTY_SECRETS = ("id_number", "phone", "address")
OF_MEANS = (
    "proof",
    "savings",
    "own_savings",
    "debts",
    "housing",
    "vehicle",
    "spending",
    "opponent_in_household",
    "committed",
)
OF_MATTER = (
    "stage",
    "applicant_role",
    "co_accused",
    "mode",
    "organ",
    "amount",
    "facts",
    "urgency",
    "limitation_on",
    "urgency_note",
    "unrepresented",
    "capacity",
)


class PartiesOnFile:
    """What is not shown of the parties of `self.case` need not be typed again."""

    def parties(self):
        """The parties as facts; what an opponent's row leaves empty is taken from the opponent of that name, or in that place."""
        parties, on_file = parties_of(self), self.case.opponents
        by_name = {party.name: party for party in on_file}
        opponents = [party for party in parties if party["role"] == "opponent"]
        names = {party["name"] for party in parties}

        for party, in_place in zip_longest(opponents, on_file[: len(opponents)]):
            renamed = in_place if in_place and in_place.name not in names else None
            if earlier := by_name.get(party["name"], renamed):
                _fill(party, earlier)
        return parties

    def hint_opponents(self):
        parties = {party.name: party for party in self.case.opponents}
        for row in self.opponents.shown:
            _hint(row, parties.get(row["name"].value()))


class AmendForm(PartiesOnFile, IntakeForm):
    cause = channel = filled_by = applicant_count = separable = joint = anew = None
    reason = text("更正理由", length=300, rows=2)

    def __init__(self, *args, case, rows=None, **kwargs):
        """`rows`: as for the intake form; None for those on file."""
        self.case, posted = case, kwargs.get("data")
        kind = posted.get("id_kind", "") if posted else case.applicant.id_kind
        ask = _questions(case, posted, kind)
        super().__init__(*args, ask=ask, rows=_rows(case) if rows is None else rows, **kwargs)
        for field in self.fields.values():
            field.why = ""  # said beside the question when it was asked

        self.secrets = _secrets(case, kind)
        for name, value in self.secrets.items():
            self.fields[name].required = False
            hint = f"{MASKS[name](value)}（不改请留空）" if value else "未填"
            self.fields[name].widget.attrs["placeholder"] = hint

        self.hint_opponents()

    def clean(self):
        agent = self.case.representative
        another = (
            agent and name_key(self.cleaned_data.get("representative_name", "")) != agent.name_key
        )
        for name, value in self.secrets.items():
            of_another = another and name.startswith("representative")
            empty = name not in self.errors and not self.cleaned_data.get(name)
            taken_back = name in DETAILS and self.cleaned_data.get("safe") != Safe.STATED
            if empty and not of_another and not taken_back:
                self.cleaned_data[name] = value
        return super().clean()

    def _check_joint(self, data, count):
        """The list has a page of its own."""


def _questions(case, posted, id_kind):
    person, crowds, basis = case.applicant, case.crowds, chosen_of(case)[0]
    if posted:
        crowds = crowds_of(posted.getlist("crowds"), person.sex, person.birth)
        basis = posted.get("basis", "")
    return questions_for(case.cause, crowds, role=case.applicant_role, id_kind=id_kind, basis=basis)


def _secrets(case, id_kind):
    """{field: what is on file}; the number of another kind of document is not kept."""
    person, agent = case.applicant, case.representative
    secrets = {name: getattr(person, name) for name in PERSON_SECRETS}
    if id_kind != person.id_kind:
        del secrets["id_number"]
    if agent:
        secrets |= {"representative_id": agent.id_number, "representative_phone": agent.phone}
    return secrets


def _hint(row, party):
    for name in PARTY_SECRETS:
        if value := getattr(party, name, ""):
            row.fields[name].widget.attrs["placeholder"] = MASKS[name](value)


def _fill(party, earlier):
    if not party["id_number"]:
        party |= {"id_number": earlier.id_number, "id_kind": earlier.id_kind}
    for name in ("phone", "address"):
        party[name] = party[name] or getattr(earlier, name)


def application_on_file(case):
    """Initial values of the form."""
    person, agent, means = case.applicant, case.representative, getattr(case, "means", None)
    said = {name: getattr(person, name) for name in IntakeForm.PERSON if name not in PERSON_SECRETS}
    said |= {name: getattr(case, name) for name in OF_MATTER} | {"crowds": case.crowds}
    said["basis"], said["status"] = chosen_of(case)

    if agent:
        said |= {
            "representative_name": agent.name,
            "representative_relation": agent.relation,
            "representative_agency": agent.agency,
            "representative_precedence": agent.precedence,
        }
    if means:
        said |= {name: getattr(means, name) for name in OF_MEANS}
        own = means.members.filter(relation="本人").first()
        said["own_income"] = own.monthly_income if own else None
    return said


def chosen_of(case):
    """(ground of art. 31 to 33, ground of art. 42) that were chosen, "" for what follows from cause and crowd."""
    path = cause_path(case.cause)
    known = {"role": case.applicant_role, "stage": case.stage, "crowds": case.crowds}
    follows = scope(case.kind, path, **known).code
    basis = "" if case.matter == follows else case.matter

    waived = favours(case.crowds, path, role=case.applicant_role)[1]
    status = case.means.exempt if hasattr(case, "means") else ""
    return basis, "" if waived and status == waived.ground.code else status


def _rows(case):
    """The opponents and the household of the case as the form would post them; an opponent's number, phone and address left empty."""
    rows = opponents_on_file(case)
    if hasattr(case, "means"):
        rows.update(members_on_file(case))
    return rows


def opponents_on_file(case):
    rows = QueryDict(mutable=True)
    for party in case.opponents:
        rows.appendlist("opponent_name", party.name)
        for name in PARTY_SECRETS:
            rows.appendlist(f"opponent_{name}", "")
        for name in BEHIND:
            rows.appendlist(f"opponent_{name}", getattr(party, name))
    return rows
