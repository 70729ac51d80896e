"""The intake form again, over a registered case: numbers, phones and addresses are not shown, a box left empty keeps what is there."""

from django import forms
from django.http import QueryDict

from cases.law.scope import scope
from cases.queries.eligibility import cause_path
from cases.queries.intake import favours, questions_for
from legalaid.platform.core.text import mask_address, mask_id, mask_phone

from .intake import IntakeForm, crowds_of
from .intake_facts import parties_of

MASKS = {
    "id_number": mask_id,
    "phone": mask_phone,
    "address": mask_address,
    "household_address": mask_address,
    "representative_id": mask_id,
    "representative_phone": mask_phone,
}
PERSON_SECRETS = ("id_number", "phone", "address", "household_address")
MATTER = ("stage", "applicant_role", "mode", "organ", "amount", "facts", "urgency", "unrepresented")


class AmendForm(IntakeForm):
    cause = channel = filled_by = applicant_count = separable = None
    reason = forms.CharField(
        label="更正理由", widget=forms.Textarea(attrs={"rows": 2}), max_length=300
    )

    def __init__(self, *args, case, rows=None, **kwargs):
        """`rows`: as for the intake form; None for those on file."""
        self.case, posted = case, kwargs.get("data")
        crowds = (
            crowds_of(posted.getlist("crowds"), case.applicant.sex, case.applicant.birth)
            if posted
            else case.crowds
        )
        kind = posted.get("id_kind", "") if posted else case.applicant.id_kind
        ask = questions_for(
            case.cause,
            crowds,
            role=case.applicant_role,
            id_kind=kind,
            basis=posted.get("basis", "") if posted else chosen_of(case)[0],
        )
        super().__init__(
            *args, ask=ask, rows=rows_on_file(case) if rows is None else rows, **kwargs
        )
        self.kept = kept(case, kind)
        for name, value in self.kept.items():
            self.fields[name].required = False
            self.fields[name].widget.attrs["placeholder"] = (
                f"{MASKS[name](value)}（不改请留空）" if value else "未填"
            )
        on_file = {party.name: party for party in case.opponents}
        for row in self.opponents.shown:
            party = on_file.get(row["name"].value())
            for name in ("id_number", "phone", "address"):
                if party and getattr(party, name):
                    row.fields[name].widget.attrs["placeholder"] = MASKS[name](getattr(party, name))

    def clean(self):
        agent = self.case.representative
        another = agent and self.cleaned_data.get("representative_name") != agent.name
        for name, value in self.kept.items():
            if (
                name not in self.errors
                and not self.cleaned_data.get(name)
                and not (another and name.startswith("representative"))
            ):
                self.cleaned_data[name] = value
        return super().clean()

    def parties(self):
        """The parties as facts; what an opponent's row leaves empty is taken from the opponent of that name, or in that place."""
        on_file, found = self.case.opponents, parties_of(self)
        names = {party["name"] for party in found}
        by_name = {party.name: party for party in on_file}
        for place, party in enumerate(p for p in found if p["role"] == "opponent"):
            here = (
                on_file[place]
                if place < len(on_file) and on_file[place].name not in names
                else None
            )
            if old := by_name.get(party["name"], here):
                if not party["id_number"]:
                    party |= {"id_number": old.id_number, "id_kind": old.id_kind}
                party |= {name: party[name] or getattr(old, name) for name in ("phone", "address")}
        return found


def kept(case, id_kind):
    """{field: what is on file}; the number of another kind of document is not kept."""
    person, agent = case.applicant, case.representative
    found = {
        name: getattr(person, name)
        for name in PERSON_SECRETS
        if name != "id_number" or id_kind == person.id_kind
    }
    return found | (
        {"representative_id": agent.id_number, "representative_phone": agent.phone} if agent else {}
    )


def on_file(case):
    """Initial values of the form."""
    person, agent, means = case.applicant, case.representative, getattr(case, "means", None)
    said = {name: getattr(person, name) for name in IntakeForm.PERSON if name not in PERSON_SECRETS}
    said |= {name: getattr(case, name) for name in MATTER} | {"crowds": case.crowds}
    said["basis"], said["status"] = chosen_of(case)
    if agent:
        said |= {
            "representative_name": agent.name,
            "representative_relation": agent.relation,
            "representative_agency": agent.agency,
        }
    if means:
        names = (
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
        said |= {name: getattr(means, name) for name in names}
        own = means.members.filter(relation="本人").first()
        said["own_income"] = own.monthly_income if own else None
    return said


def chosen_of(case):
    """(ground of art. 31 to 33, ground of art. 42) that were chosen, "" for what follows from cause and crowd."""
    path, means = cause_path(case.cause), getattr(case, "means", None)
    told = scope(case.kind, path, role=case.applicant_role, crowds=case.crowds).code
    waived = favours(case.crowds, path)[1]
    exempt = means.exempt if means else ""
    return ("" if case.matter == told else case.matter), (
        "" if waived and exempt == waived.ground.code else exempt
    )


def rows_on_file(case):
    """The opponents and the household of the case as the form would post them; an opponent's number, phone and address left empty."""
    rows, means = QueryDict(mutable=True), getattr(case, "means", None)
    for party in case.opponents:
        for name, value in (
            ("name", party.name),
            ("id_number", ""),
            ("phone", ""),
            ("address", ""),
        ):
            rows.appendlist(f"opponent_{name}", value)
    for member in means.members.exclude(relation="本人") if means else ():
        for name in ("name", "relation", "age", "occupation", "income_kind", "monthly_income"):
            value = getattr(member, name)
            rows.appendlist(f"member_{name}", "" if value is None else str(value))
    return rows
