"""What a matter is today; the rest of what was registered is put right before the decision (`amendment`)."""

from copy import deepcopy

from django import forms

from cases.law import grounds, stages
from cases.queries.eligibility import abused_in
from cases.queries.intake import questions_for
from legalaid.platform.core.names import name_key
from legalaid.platform.core.safety import DETAILS, SAFE, Safe
from legalaid.platform.core.text import mask_address, mask_id, mask_numbers, mask_phone
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.safety import SafeContactFields

from .amendment import PartiesOnFile, opponents_on_file
from .fields import (
    money,
    telephone,
    text,
    themselves,
)
from .intake import IntakeForm
from .intake_rows import Opponent, Rows, problems_of

OF_CASE = (
    "stage",
    "mode",
    "applicant_role",
    "organ",
    "organ_number",
    "amount",
    "unrepresented",
)
CONTACT = {"phone": mask_phone, "address": mask_address, "reach": mask_numbers}
SEALED = {
    "safe_phone": mask_phone,
    "safe_person": lambda text: "已填",
    "code_word": lambda text: "已填",
}
OF_PERSON = (*CONTACT, *SAFE, "contact_note")
OF_AGENT = {"representative_id": mask_id, "representative_phone": mask_phone}
AGENT = (
    "representative_name",
    "representative_agency",
    "representative_relation",
    "representative_precedence",
    "representative_id",
    "representative_phone",
)


class MatterForm(PartiesOnFile, SafeContactFields, OfficeForm):
    stage = forms.ChoiceField(label="所处阶段")
    mode = forms.ChoiceField(label="援助方式", required=False)
    applicant_role = forms.ChoiceField(label="法律地位", required=False)
    organ = text("办案（争议处理）机关", required=False, length=80)
    organ_number = text("办案机关案号", required=False, length=60)
    amount = money("涉及金额（元）", digits=14)
    phone = telephone(autocomplete="off")
    reach = deepcopy(IntakeForm.base_fields["reach"])
    address = text("住所地（经常居住地）", required=False, length=120)
    unrepresented = deepcopy(IntakeForm.base_fields["unrepresented"])
    reason = text("更新的理由", length=300, rows=2)

    def __init__(self, *args, case, decides, rows=None, **kwargs):
        """`decides`: whether this person may change the form of aid; `rows`: the posted opponents, None for those on file."""
        super().__init__(*args, **kwargs)
        self.case, self.decides = case, decides
        for name in AGENT:
            self.fields[name] = deepcopy(IntakeForm.base_fields[name])

        self.ask = questions_for(case.cause, case.crowds, role=case.applicant_role)
        self.opponents = Rows(Opponent, opponents_on_file(case) if rows is None else rows)
        self.hint_opponents()
        self.hint_secrets()
        self.offer()

    def offer(self):
        """The stages of the form of aid, with the one the case has; every stage to who may change both."""
        offered = stages.stages(self.case.kind, "" if self.decides else self.case.mode)
        self.fields["stage"].choices = themselves(dict.fromkeys((*offered, self.case.stage)))
        roles = dict.fromkeys((*self.ask.roles, self.case.applicant_role))
        self.fields["applicant_role"].choices = [("", "—"), *themselves(filter(None, roles))]

        if not self.decides:
            del self.fields["mode"]
            return
        modes = [mode.code for mode in grounds.aid_modes(self.case.kind)]
        undecided = [] if self.case.mode else [("", "—")]
        self.fields["mode"].choices = undecided + themselves(modes)

    def hint_secrets(self):
        agent, self.secrets = self.case.representative, {}
        person = self.case.applicant
        held = {name: (getattr(person, name), mask) for name, mask in (CONTACT | SEALED).items()}
        if agent:
            numbers = {"representative_id": agent.id_number, "representative_phone": agent.phone}
            held |= {name: (numbers[name], mask) for name, mask in OF_AGENT.items()}

        for name, (value, mask) in held.items():
            self.secrets[name] = value
            hint = f"{mask(value)}（不改请留空）" if value else "未填"
            self.fields[name].widget.attrs["placeholder"] = hint

    def is_valid(self):
        return all([super().is_valid(), self.opponents.is_valid()])

    @property
    def problems(self):
        return problems_of(self, self.opponents)

    def clean(self):
        data, agent = super().clean(), self.case.representative
        another = agent and name_key(data.get("representative_name", "")) != agent.name_key
        for name, value in self.secrets.items():
            of_another = another and name in OF_AGENT
            taken_back = name in DETAILS and data.get("safe") != Safe.STATED
            left_empty = name not in self.errors and not data.get(name)
            if left_empty and not of_another and not taken_back:
                data[name] = value

        for name in OF_CASE:
            if name not in self.fields or name in self.ask.hidden:
                data[name] = getattr(self.case, name)
        case = self.case
        on_file = {"birth": case.applicant.birth}
        self.check_agent(data | on_file | {"capacity": case.capacity})
        self.check_safe(data, abused=abused_in(case))
        return data

    check_agent = IntakeForm._check_representative

    def add_error(self, field, error):
        """What is asked on another page is said above the form."""
        super().add_error(field if field in self.fields else None, error)


def matter_on_file(case):
    """Initial values of the form."""
    agent, person = case.representative, case.applicant
    said = {name: getattr(case, name) for name in OF_CASE}
    shown = (name for name in (*SAFE, "contact_note") if name not in SEALED)
    said |= {name: getattr(person, name) for name in shown}
    if agent:
        said |= {
            "representative_name": agent.name,
            "representative_relation": agent.relation,
            "representative_precedence": agent.precedence,
            "representative_agency": agent.agency,
        }
    return said
