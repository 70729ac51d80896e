"""The list of those who apply together: rows typed or pasted, what is not shown of those on file need not be typed again."""

import re

from django import forms
from django.http import QueryDict

from cases.domain.joint import MOST
from cases.law import crowds
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, normal, read_id
from legalaid.platform.core.text import mask_id, mask_phone
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.forms import OfficeForm

from .fields import NAME, NAME_MESSAGE, money, one_of_the_two, telephone, text
from .intake_rows import FormRow, Rows, posted, problems_of
from .pasted import read_lines

SAME = "与第{number}行的证件号码相同，同一人只登记一次。"
OWN = "与申请人本人的证件号码相同，申请人不列入名单。"
NO_CROWD = "没有“{words}”这一类别，可填的见下。"


class JointRow(FormRow):
    group, noun = "joint", "共同申请人"
    row = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = text("姓名", length=60, regex=NAME, message=NAME_MESSAGE, autocomplete="off", size=9)
    id_number = text("证件号码", required=False, length=20, autocomplete="off", size=24)
    crowds = text("人员类别", required=False, length=80, list="crowd_words", size=18)
    amount = money("金额（元）", digits=14, size=11)
    phone = telephone(autocomplete="off", size=14)

    on_file = None

    def clean_id_number(self):
        number, self.identity, self.id_kind = normal(self.cleaned_data["id_number"]), None, ""
        if not number:
            return ""

        kind = IdKind.RESIDENT if re.match(r"\d{14}", number) else IdKind.PASSPORT
        try:
            self.identity, self.id_kind = read_id(kind, number), kind
        except DomainError as error:
            raise forms.ValidationError(error.sentence) from None
        return self.identity.number

    def clean_crowds(self):
        """None where nothing was typed: the same as the applicant's."""
        cell = self.cleaned_data["crowds"]
        codes, unknown = crowds.read(cell)
        if unknown:
            raise forms.ValidationError(NO_CROWD.format(words="、".join(unknown)))
        one_of_the_two(codes)
        return codes if cell else None

    def facts(self):
        """JointApplicant field values; number and phone left empty stay as they are on file."""
        data, told = dict(self.cleaned_data), self.on_file
        number = {
            "id_kind": self.id_kind,
            "sex": (self.identity.sex or "") if self.identity else "",
            "birth": self.identity.birth if self.identity else None,
        }
        if told and not data["id_number"]:
            number = {name: getattr(told, name) for name in ("id_number", *number)}
        if told:
            data["phone"] = data["phone"] or told.phone
        del data["row"]
        return data | number | {"pk": told.pk if told else None}


class JointForm(OfficeForm):
    pasted = text(
        "粘贴名单（每行一人：姓名、证件号码、人员类别、金额、电话；可以从表格复制）",
        required=False,
        rows=3,
        autofocus=False,
    )
    separable = forms.BooleanField(
        label="各人的请求可分（如各自的工资），按人数计件", required=False
    )
    reason = text("更正理由（改动、移除已经登记的才填）", required=False, length=300, rows=2)

    def __init__(self, *args, case, rows=None, **kwargs):
        """`rows`: the posted or saved rows, None for those on file. What was pasted becomes rows, too."""
        self.case, self.on_file = case, {row.pk: row for row in case.joint_applicants.all()}
        rows = _on_file(self.on_file.values()) if rows is None else with_pasted(rows)
        if "data" in kwargs:
            kwargs["data"] = rows
        super().__init__(*args, **kwargs)
        self.initial["pasted"] = ""

        self.joint, free = Rows(JointRow, rows), dict(self.on_file)
        for row in self.joint.shown:
            self.hint(row, free)

    def hint(self, row, free):
        """`free`: {pk: row on file} of those that none of the rows before stands for."""
        row.on_file = free.pop(as_number(row["row"].value()), None)
        if row.on_file:
            for name, mask in (("id_number", mask_id), ("phone", mask_phone)):
                held = getattr(row.on_file, name)
                row.fields[name].widget.attrs["placeholder"] = mask(held) if held else "未填"

    def is_valid(self):
        valid = super().is_valid()
        refuse_repeated(self.joint.rows, self.case.applicant.id_number)
        return valid and self.joint.is_valid()

    def clean(self):
        if len(self.joint.rows) > MOST:
            raise forms.ValidationError(f"一份名单最多{MOST}人，再多的请分案登记。")
        return super().clean()

    @property
    def problems(self):
        return problems_of(self, self.joint)


def refuse_repeated(rows, own):
    """Says beside each row whose number stands already in a row before, or is the applicant's own."""
    first = {}
    for number, row in enumerate(rows, 1):
        identity = row.is_valid() and row.facts()["id_number"]
        if not identity:
            continue
        if identity == own:
            row.add_error("id_number", OWN)
        elif identity in first:
            row.add_error("id_number", SAME.format(number=first[identity]))
        first.setdefault(identity, number)


def people_in(pasted, own):
    """([JointApplicant field values], [what is wrong]) of the lines typed on another form. `own`: the number of the applicant."""
    rows = QueryDict(mutable=True)
    for row in read_lines(pasted):
        _append(rows, row)

    joint = Rows(JointRow, rows)
    refuse_repeated(joint.rows, own)
    if joint.is_valid():
        return [row.facts() for row in joint.rows], []
    return [], [f"{where}：{said}" for where, told in joint.errors.items() for said in told]


def with_pasted(data):
    """The posted rows and, after them, those of the lines pasted."""
    rows = data.copy()
    typed = list(posted(JointRow, data))
    for name in JointRow.base_fields:
        box = f"{JointRow.group}_{name}"
        rows.setlist(box, [row[box] for row in typed])
    for row in read_lines(data.get("pasted", "")):
        _append(rows, row)
    rows["pasted"] = ""
    return rows


def _on_file(people):
    """As the form would post them; numbers and phones are not shown."""
    rows = QueryDict(mutable=True)
    for person in people:
        amount = "" if person.amount is None else person.amount
        shown = {"row": person.pk, "name": person.name, "crowds": person.crowd_words}
        _append(rows, shown | {"amount": amount})
    return rows


def _append(rows, row):
    for name in JointRow.base_fields:
        rows.appendlist(f"{JointRow.group}_{name}", str(row.get(name, "")))
