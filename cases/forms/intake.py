"""The one-screen intake form. Crowds, sex, age and the green channel follow from what is typed; only this person's and cause's fields count."""

from django import forms
from django.utils import timezone

from cases.enums import Channel, Urgency
from cases.law import grounds
from cases.models import Cause
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.forms import OfficeForm
from legalaid.platform.core.identifiers import IdKind, Sex, age, read_id

NAME = r"^[^<>{}\[\]\\]{2,60}$"
PHONE = r"^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|\d{7,8})$"


def text(label, *, required=True, rows=0, length=None, regex=None, message="", **attrs):
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    if regex:
        return forms.RegexField(
            regex, label=label, required=required, max_length=length, widget=widget, error_messages={"invalid": message}
        )
    return forms.CharField(label=label, required=required, max_length=length, widget=widget)


def money(label, **kwargs):
    return forms.DecimalField(
        label=label, max_digits=14, decimal_places=2, min_value=0, required=False,
        error_messages={"min_value": "金额不能为负数。", "invalid": "请填写数字，如 12000 或 12000.50。", "max_decimal_places": "最多两位小数（精确到分）。"},
        widget=forms.TextInput(attrs={"inputmode": "decimal", **kwargs}),
    )  # fmt: skip


class Ticks(forms.MultipleChoiceField):
    """Ticks of a checklist that changes with cause and crowd: a tick on a line no longer asked for is dropped."""

    def clean(self, value):
        known = {key for key, _ in self.choices}
        return super().clean([key for key in value or [] if key in known])


class IntakeForm(OfficeForm):
    id_kind = forms.ChoiceField(label="证件类型", choices=IdKind.choices, initial=IdKind.RESIDENT)
    id_number = text("证件号码", required=False, length=20, autocomplete="off", autofocus=True)
    name = text("姓名", length=60, regex=NAME, message="姓名须为2至60个字，不能含有 < > 等符号。", autocomplete="off")
    sex = forms.ChoiceField(label="性别", choices=[("", "—"), *Sex.choices], required=False)
    birth = forms.DateField(label="出生日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    phone = text(
        "联系电话",
        required=False,
        regex=PHONE,
        message="电话应为11位手机号，或带区号的固定电话。",
        inputmode="tel",
        autocomplete="off",
    )
    ethnicity = text("民族", required=False, length=20)
    household_address = text("户籍地", required=False, length=120)
    address = text("住所地（经常居住地）", length=120)
    work_unit = text("工作单位", required=False, length=80)
    contact_note = text("联系注意事项", required=False, length=120)
    crowds = forms.MultipleChoiceField(
        label="人员类别", required=False, choices=[(g.code, g.text) for g in grounds.CROWDS], widget=forms.CheckboxSelectMultiple
    )
    representative_name = text("代理人姓名", required=False, length=60)
    representative_relation = text("与申请人关系", required=False, length=40)
    representative_id = text("代理人身份证号码", required=False, length=20)
    representative_phone = text("代理人电话", required=False, length=30)

    cause = forms.ModelChoiceField(
        Cause.objects.all(), label="案由", widget=forms.HiddenInput, error_messages={"required": "请选择案由。"}
    )
    stage = forms.ChoiceField(label="所处阶段", choices=[(g.code, g.text) for g in grounds.STAGES])
    applicant_role = forms.ChoiceField(
        label="法律地位", choices=[("", "—"), *((r, r) for r in grounds.APPLICANT_ROLES)], required=False
    )
    mode = forms.ChoiceField(label="申请援助方式", required=False)
    opponent_name = text("对方当事人", required=False, length=80)
    opponent_phone = text("对方电话", required=False, length=30)
    opponent_address = text("对方地址", required=False, length=120)
    organ = text("办案（争议处理）机关", required=False, length=80)
    amount = money("涉及金额（元）")
    facts = text("案情及请求", rows=5)
    channel = forms.ChoiceField(label="案件来源", choices=Channel.choices)
    urgency = forms.ChoiceField(label="紧急程度", choices=Urgency.choices)

    opponent_in_household = forms.BooleanField(label="对方当事人是共同生活的家庭成员", required=False)
    proof = text("已提交的身份或情形证明", required=False, length=120)
    own_income = money("申请人月收入（元）")
    family = text("共同生活的家庭成员（一行一人：姓名 关系 月收入）", required=False, rows=3)
    savings = money("存款和有价证券（元）")
    housing = text("住房", required=False, length=80)
    vehicle = text("车辆", required=False, length=80)
    committed = forms.BooleanField(label="申请人已作个人诚信承诺，并同意查询核实", required=False)
    received = Ticks(label="已收到的材料", required=False, widget=forms.CheckboxSelectMultiple)

    PERSON = (
        "name",
        "id_kind",
        "sex",
        "birth",
        "phone",
        "ethnicity",
        "household_address",
        "address",
        "work_unit",
        "contact_note",
    )

    def __init__(self, *args, checklist=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = [("", "由审查决定"), *((g.code, g.text) for rows in grounds.MODES.values() for g in rows)]
        self.fields["received"].choices = [(m.slot, f"{m.title}{'' if m.required else '（如有）'}") for m in checklist]

    def clean(self):
        data = super().clean()
        try:
            found = read_id(data.get("id_kind", IdKind.RESIDENT), data.get("id_number", ""))
        except DomainError as error:
            self.add_error("id_number", error.sentence)
            return data
        data["id_number"] = found.number
        data["sex"] = found.sex or data.get("sex", "")
        data["birth"] = found.birth or data.get("birth")
        self._check_birth(data)
        data["crowds"] = crowds_of(data.get("crowds", []), data.get("sex"), data.get("birth"))
        self._check_representative(data)
        data["family"] = self._read_family(data.get("family", ""))
        return data

    def _check_birth(self, data):
        if data["birth"] and data["birth"] > timezone.localdate():
            self.add_error("birth", "出生日期不能晚于今天。")

    def _check_representative(self, data):
        if data.get("representative_name") and not data.get("representative_relation"):
            self.add_error("representative_relation", "请填写代理人与申请人的关系。")
        if data.get("representative_id"):
            try:
                data["representative_id"] = read_id(IdKind.RESIDENT, data["representative_id"]).number
            except DomainError as error:
                self.add_error("representative_id", error.sentence)
        if "minor" in data.get("crowds", ()) and not data.get("representative_name"):
            self.add_error(
                "representative_name", "申请人未满18周岁，须由法定代理人代为申请（法律援助法第四十条），请填写代理人。"
            )

    def _read_family(self, lines):
        rows = []
        for number, line in enumerate((row for row in lines.splitlines() if row.strip()), 1):
            parts = line.replace("，", " ").replace("、", " ").split()
            try:
                name, relation, income = parts
                amount = forms.DecimalField(max_digits=10, decimal_places=2, min_value=0).clean(income)
            except (ValueError, forms.ValidationError):
                self.add_error("family", f"第{number}行应为“姓名 关系 月收入”，如：王芳 配偶 2600。")
                continue
            rows.append({"name": name[:60], "relation": relation[:20], "monthly_income": amount})
        return rows


def crowds_of(ticked, sex, birth, today=None):
    """The ticked crowds with those the identity proves: under 18, 60 and over, an adult woman."""
    found = set(ticked)
    if birth:
        years = age(birth, today or timezone.localdate())
        found -= {"minor", "elderly"}
        found |= {"minor"} if years < 18 else {"elderly"} if years >= 60 else set()
        if sex == Sex.FEMALE and years >= 18:
            found.add("woman")
    return [g.code for g in grounds.CROWDS if g.code in found]
