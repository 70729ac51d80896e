"""The one-screen intake form. Crowds, sex, age and the green channel follow from what is typed; only this person's and cause's fields count."""

from django import forms
from django.utils import timezone

from cases.domain.representation import check_representative
from cases.enums import APPLIED, Agency, Capacity, FilledBy, Urgency
from cases.law import grounds, stages
from cases.law.crowds import DERIVED, proven
from cases.law.protection import abused
from cases.law.scope import BASES, PROPERTY
from cases.law.urgency import fault as urgency_fault
from cases.models import Cause
from cases.queries.eligibility import cause_path
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, Sex, age, read_id
from legalaid.platform.core.safety import SAFE
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.safety import SafeContactFields

from .fields import (
    CO_ACCUSED,
    NAME,
    NAME_MESSAGE,
    crowd_ticks,
    day,
    if_any,
    money,
    telephone,
    text,
)
from .forwarding import ForwardedFields
from .intake_rows import Member, Opponent, Rows, problems_of
from .joint import people_in
from .why import explain

PROPERTY_ALONE = (PROPERTY, "只请求车辆等财产损失（不属于第三十一条第七项）")
NOT_OF_CAUSE = "这个案由没有这一选项，请重新选择。"
NUMBERS = ("phone", "safe_phone", "safe_person", "representative_phone")
NO_PHONE = "没有电话的，请写明找谁、怎样找到（姓名、关系、电话或者住处），在押的写羁押场所。"
OFTEN = ("migrant_worker", "disabled", "minimum_living", "farmer")
ASKED = [crowd for crowd in grounds.CROWDS if crowd.code not in DERIVED]
TICKED = sorted(ASKED, key=lambda crowd: (*OFTEN, crowd.code).index(crowd.code))


class Ticks(forms.MultipleChoiceField):
    """Ticks of a checklist that changes with cause and crowd: a tick on a line no longer asked for is dropped."""

    def clean(self, value):
        listed = {key for key, _ in self.choices}
        return super().clean([key for key in value or [] if key in listed])


class IntakeForm(ForwardedFields, SafeContactFields, OfficeForm):
    RELATIONS = ("配偶", "儿子", "女儿", "父亲", "母亲", "祖父", "祖母", "兄弟", "姐妹")
    INCOME_KINDS = ("工资", "务工", "务农", "经营", "养老金", "低保", "无收入")

    id_kind = forms.ChoiceField(
        label="证件类型",
        choices=IdKind.choices,
        initial=IdKind.RESIDENT,
        widget=forms.Select(attrs={"autofocus": False}),
    )
    id_number = text("证件号码", required=False, length=20, autocomplete="off", autofocus=True)
    name = text("姓名", length=60, regex=NAME, message=NAME_MESSAGE, autocomplete="off")
    sex = forms.ChoiceField(label="性别", choices=[("", "—"), *Sex.choices], required=False)
    birth = day(
        "出生日期",
        required=False,
        error_messages={"invalid": "没有这个日期，请按年-月-日填写，如 1988-01-31。"},
    )
    phone = telephone(autocomplete="off")
    reach = text("没有电话时找谁（姓名、关系、电话或者住处）", required=False, length=80)
    ethnicity = text("民族", required=False, length=20)
    household_address = text("户籍地", required=False, length=120)
    address = text("住所地（经常居住地）", length=120)
    work_unit = text("工作单位", required=False, length=80)
    crowds = crowd_ticks(TICKED)
    representative_name = text("代理人姓名", required=False, length=60)
    representative_agency = forms.ChoiceField(
        label="代理人身份", choices=Agency.choices, required=False
    )
    representative_relation = text("与申请人关系", required=False, length=40)
    representative_id = text("代理人身份证号码", required=False, length=20)
    representative_phone = telephone("代理人电话")
    representative_precedence = text("先顺序的人不能代理的原因", required=False, length=160)
    capacity = forms.ChoiceField(
        label="行为能力（成年人）", choices=Capacity.choices, required=False
    )
    unrepresented = text("没有法定代理人代为申请的原因", required=False, length=120)

    cause = forms.ModelChoiceField(
        Cause.objects.all(),
        label="案由",
        widget=forms.HiddenInput(attrs={"data-needed": "案由"}),
        error_messages={"required": "请选择案由。"},
    )
    stage = forms.ChoiceField(label="所处阶段", choices=[(g.code, g.text) for g in grounds.STAGES])
    basis = forms.ChoiceField(
        label="所依据的情形（案由看不出的，问明请求后选定）",
        choices=[
            ("", "按案由认定"),
            *((g.code, f"{g.text}（{g.article}）") for g in BASES),
            PROPERTY_ALONE,
        ],
        required=False,
    )
    applicant_role = forms.ChoiceField(
        label="法律地位",
        choices=[("", "—"), *((r, r) for r in grounds.APPLICANT_ROLES)],
        required=False,
    )
    co_accused = text(CO_ACCUSED, required=False, length=200, autocomplete="off")
    mode = forms.ChoiceField(label="申请援助方式", required=False)
    organ = text("办案（争议处理）机关", required=False, length=80)
    amount = money("涉及金额（元）", digits=14)
    facts = text("案情及请求", rows=5)
    # asked beside the form, of whom was refused before
    anew = text("上次不予援助以后的新情况", required=False, length=500)
    filled_by = forms.ChoiceField(
        label="申请表由谁填写", choices=FilledBy.choices, initial=FilledBy.STAFF, required=False
    )
    channel = forms.ChoiceField(label="案件来源", choices=APPLIED)
    urgency = forms.ChoiceField(
        label="紧急程度（法律援助法第四十四条）", choices=Urgency.choices, initial=Urgency.NORMAL
    )
    limitation_on = day("时效或者法定期限届满日（知道的填）", required=False)
    urgency_note = text("紧急情形的依据和情况", required=False, length=120)
    applicant_count = forms.IntegerField(
        label="申请人数", initial=1, min_value=1, max_value=2000, required=False
    )
    separable = forms.BooleanField(
        label="多名申请人的请求可分（如各自的工资），按人数计件", required=False
    )

    joint = text(
        "其他申请人（每行一人：姓名、证件号码、人员类别、金额、电话；只知道姓名的写姓名，以后在“共同申请人名单”补齐）",
        required=False,
        rows=3,
    )

    opponent_in_household = forms.BooleanField(
        label="对方当事人是共同生活的家庭成员", required=False
    )
    status = forms.ChoiceField(
        label="免予核查的情形（须有材料证明）",
        choices=[
            ("", "按人员类别和案由认定"),
            *((g.code, f"{g.text}（{g.article}）") for g in grounds.EXEMPT_42),
        ],
        required=False,
    )
    proof = text("已提交的身份或情形证明", required=False, length=120)
    own_income = money("申请人月收入（元）", digits=10)
    savings = money("存款和有价证券（元）")
    own_savings = money("其中申请人本人的存款和有价证券（元）")
    debts = money("债务（元）")
    housing = text("住房", required=False, length=80)
    vehicle = text("车辆", required=False, length=80)
    spending = text("重大支出", required=False, length=120)
    committed = forms.BooleanField(label="申请人已作个人诚信承诺，并同意查询核实", required=False)
    received = Ticks(label="已收到的材料", required=False, widget=forms.CheckboxSelectMultiple)

    PERSON = (
        "name",
        "id_kind",
        "sex",
        "birth",
        "phone",
        "reach",
        "ethnicity",
        "household_address",
        "address",
        "work_unit",
        "contact_note",
        *SAFE,
    )

    MEANS = ("own_income", "savings", "own_savings", "debts", "housing", "vehicle", "spending")

    def __init__(self, *args, ask, checklist=(), rows=None, **kwargs):
        """`ask`: the questions.Questions of this matter; `rows`: the posted or saved QueryDict the repeated rows are in."""
        super().__init__(*args, **kwargs)
        explain(self)
        self.ask = ask
        self.opponents, self.members = Rows(Opponent, rows), Rows(Member, rows)

        for name, choices in choices_of(ask).items():
            self.fields[name].choices = choices
            self.fields[name].error_messages["invalid_choice"] = NOT_OF_CAUSE
        self.fields["received"].choices = [(line.slot, if_any(line)) for line in checklist]

    def is_valid(self):
        """Every part is checked, so that all there is to put right is said at once."""
        valid = [super().is_valid(), self.opponents.is_valid(), self.members.is_valid()]
        return all(valid)

    @property
    def problems(self):
        return problems_of(self, self.opponents, self.members) if self.is_bound else []

    @property
    def means_fields(self):
        return [self[name] for name in self.MEANS]

    def clean(self):
        data = super().clean()
        for name in self.ask.hidden & data.keys():
            data[name] = self.fields[name].to_python(None)

        try:
            identity = read_id(data.get("id_kind", IdKind.RESIDENT), data.get("id_number", ""))
        except DomainError as error:
            self.add_error("id_number", error.sentence)
            return data

        data["id_number"] = identity.number
        data["sex"] = identity.sex or data.get("sex", "")
        data["birth"] = identity.birth or data.get("birth")
        self._check_birth(data)
        data["crowds"] = crowds_of(data.get("crowds", []), data.get("sex"), data.get("birth"))
        self._check_representative(data)
        self._check_reach(data)
        self._check_stage(data)
        self.check_forwarded(data)
        self._check_joint(data, data.get("applicant_count") or 1)
        self._check_urgency(data)
        self.check_safe(data, abused=self._abused(data))
        return data

    def _abused(self, data):
        cause = data.get("cause")
        path = cause_path(cause) if cause else ()
        basis, role = data.get("basis", ""), data.get("applicant_role", "")
        return abused(data["crowds"], path, basis, role)

    def _check_stage(self, data):
        """A form of aid that is asked for goes before the organs it is meant for."""
        cause = data.get("cause") or getattr(self, "case", None) and self.case.cause
        if not cause or not data.get("mode") or not data.get("stage"):
            return
        if wrong := stages.mismatch(cause.kind, data["mode"], data["stage"]):
            self.add_error("stage", wrong)

    def _check_urgency(self, data):
        """What was registered then stays as it was when something else is put right later."""
        case = getattr(self, "case", None)
        said = (data.get("urgency", ""), data.get("limitation_on"), data.get("urgency_note", ""))
        if case and said == (case.urgency, case.limitation_on, case.urgency_note):
            return
        if found := urgency_fault(*said, timezone.localdate()):
            self.add_error(*found)

    def _check_birth(self, data):
        if "birth" in self.errors:
            return

        birth = data["birth"]
        if birth and birth > timezone.localdate():
            self.add_error("birth", "出生日期不能晚于今天。")
        elif not birth and data.get("id_kind") != IdKind.NONE:
            self.add_error("birth", "证件号码看不出出生日期，请按证件填写。")

    def _check_reach(self, data):
        """Without a number somebody must be named through whom the applicant is found."""
        known = any(data.get(name) for name in ("reach", *NUMBERS))
        if not known and not self.errors.keys() & {"phone", "reach", "safe_phone"}:
            self.add_error("reach", NO_PHONE)

    def _check_joint(self, data, count):
        """As facts of a person each, one less than there are applicants."""
        data["joint"], errors = people_in(data.get("joint", ""), data["id_number"])
        typed = len(data["joint"])
        if typed and typed != count - 1:
            errors = [f"申请人共{count}人，除申请人本人外应填{count - 1}人，现在填了{typed}人。"]
        for said in errors:
            self.add_error("joint", said)

    def _check_representative(self, data):
        named = bool(data.get("representative_name"))
        if named and not data.get("representative_relation"):
            self.add_error("representative_relation", "请填写代理人与申请人的关系。")
        if named and not data.get("representative_agency"):
            self.add_error("representative_agency", "请选择代理人身份。")

        try:
            if number := data.get("representative_id"):
                data["representative_id"] = read_id(IdKind.RESIDENT, number).number
        except DomainError as error:
            self.add_error("representative_id", error.sentence)

        try:
            parties = [agent_of(data)] if named else []
            check_representative(data, parties, data, timezone.now())
        except DomainError as error:
            self.add_error(error.field, error.sentence)


def agent_of(data):
    """Of a representative: as what he or she acts, and in which place."""
    return {
        "role": "representative",
        "agency": data.get("representative_agency", ""),
        "relation": data.get("representative_relation", ""),
        "precedence": data.get("representative_precedence", ""),
    }


def choices_of(ask):
    """The answers each choice of the matter offers."""
    return {
        "stage": [(stage, stage) for stage in ask.stages],
        "applicant_role": [("", "—"), *((role, role) for role in ask.roles)],
        "mode": [("", "由审查决定"), *((mode, mode) for mode in ask.modes)],
    }


def crowds_of(ticked, sex, birth, today=None):
    """The ticked crowds with those the identity proves: under 18, 60 and over, an adult woman."""
    years = age(birth, today or timezone.localdate()) if birth else None
    return proven(ticked, female=sex == Sex.FEMALE, years=years)
