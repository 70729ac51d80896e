"""A row of a sheet through the very form the page uses: its words become what a browser would send, every cell at fault is named at once."""

import re
from difflib import get_close_matches

from django import forms
from django.db import models, transaction

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.phones import EXAMPLE, read_phone
from legalaid.platform.office.cells import Unread, is_lost, plain, read_day, read_yes
from legalaid.platform.office.forms import PhoneField
from legalaid.platform.office.judged import CHANGED, FAULTY, NEW, SAME, Fault, lost_digits
from stations.forms.station import StationField

PARTED = re.compile(r"[、，,；;/\n]+")
# what offices write for a word of a list
WORDS = {
    "role": {"站点人员": "工作站人员", "工作站工作人员": "工作站人员", "窗口": "窗口人员", "审查": "审查人员", "财务": "财务人员"},
    "post": {"编制内": "在编", "正式": "在编", "事业编": "在编", "行政编": "在编", "合同制": "聘用", "临聘": "聘用", "外聘": "聘用", "借用": "借调"},
    "degree": {"大学本科": "本科", "大学": "本科", "专科": "大专", "大学专科": "大专", "研究生": "硕士", "硕士研究生": "硕士", "博士研究生": "博士",
               "高中": "大专以下", "中专": "大专以下"},
    "sex": {"男性": "男", "女性": "女"},
    "kind": {"乡镇工作站": "乡镇（街道）工作站", "街道工作站": "乡镇（街道）工作站", "乡镇站": "乡镇（街道）工作站", "乡镇（街道）": "乡镇（街道）工作站",
             "律师": "", "基层法律工作者": "基层法律服务工作者", "志愿者": "法律援助志愿者", "专职律师": ""},
    "full_time": {"专职": "是", "全职": "是", "兼职": "否"},
}  # fmt: skip


TELLING = (
    "username",
    "role",
    "kind",
    "station",
    "firm",
    "parent",
    "host",
    "joined_on",
    "on",
    "practice_start",
)  # shown of a new row


def fill(form, cells, headings, row):
    """What a browser would send for the row; a cell left empty or masked changes nothing. What is wrong with its cells stands in `row`."""
    by_key = {one.key: one for one in headings}
    firm = [one for one in headings if not isinstance(form.fields.get(one.key), PhoneField)]
    row.faults += lost_digits(firm, cells)
    lost = {fault.heading for fault in row.faults}

    data = {}
    for name, field in form.fields.items():
        value, text = form[name].value(), cells.get(name, "")
        heading = by_key.get(name)
        if heading and heading.needed and not form.instance.pk:
            value = None  # what the model would take for it is not said by the sheet
        masked = "*" in text and isinstance(field, PhoneField)
        if text and heading and heading.name not in lost and not masked:
            try:
                value = _value(name, field, text, row, heading)
            except Unread as error:
                row.faults.append(Fault(heading.name, text, error.reason, error.example))
                value = None
        if value not in (None, False):
            data[name] = value
    return data


def _value(name, field, text, row, heading):
    if isinstance(field, forms.DateField):
        return read_day(text)
    if isinstance(field, PhoneField):
        return _phone(text, row, heading)

    text = WORDS.get(name, {}).get(plain(text), text) or text
    if isinstance(field, forms.BooleanField):
        return read_yes(text)
    if isinstance(field, forms.MultipleChoiceField):
        return [_choice(field, word) for word in PARTED.split(text) if word.strip()]
    if isinstance(field, StationField):
        return _named(text, field.stations.open(), "在用站点")
    if isinstance(field, forms.ModelChoiceField):
        return field.queryset.get(name=_named(text, field.queryset, field.label)).pk
    if isinstance(field, forms.ChoiceField):
        return _choice(field, text)
    return text


def _phone(text, row, heading):
    """Kept as it is where it is doubtful; a number without its last digits is of no use."""
    if is_lost(text):
        row.notes.append(f"{heading.name}“{text}”是读不准的数字，没有登记")
        return None
    if read_phone(text).doubtful:
        row.notes.append(f"{heading.name}“{text}”存疑，照原样保留")
    return text


def _named(text, rows, what):
    """The name of the one row it names, whole or by its end (县法律援助中心)."""
    names = list(rows.values_list("name", flat=True))
    wanted = plain(text)
    if whole := [name for name in names if plain(name) == wanted]:
        return whole[0]

    ending = [name for name in names if len(wanted) > 4 and plain(name).endswith(wanted)]
    if len(ending) == 1:
        return ending[0]
    near = get_close_matches(wanted, names, 1, 0.6)
    raise Unread(f"没有这个{what}，请先登记或者改正名称", near[0] if near else "")


def _choice(field, text):
    codes = {plain(str(label)): code for code, label in field.choices}
    if plain(text) not in codes:
        offered = "、".join(str(label) for code, label in field.choices if code)
        raise Unread("不是可填的值", offered)
    return codes[plain(text)]


def judge(form_of, cells, headings, row, *, save):
    """Fills in the form, and saves it where the row says something new: `form_of(data)`, unbound when data is None. Returns the saved row."""
    unbound = form_of(None)
    data = fill(unbound, cells, headings, row)
    form = form_of(data)
    for name, field in form.fields.items():
        if isinstance(field, PhoneField):
            field.keeps_doubtful = True
        elif name not in cells:
            field.required = field.required and name in {one.key for one in headings if one.needed}

    before = {name: said(form.fields[name], unbound[name].value()) for name in form.fields}
    made = None
    if form.is_valid() and not row.faults:
        after = {name: said(form.fields[name], form.cleaned_data.get(name)) for name in form.fields}
        made = _settle(form, before, after, headings, row, save)
    else:
        row.faults += _faults(form, cells, headings, row)
    order = [one.name for one in headings]
    row.faults.sort(key=lambda fault: order.index(fault.heading) if fault.heading in order else 0)
    row.outcome = FAULTY if row.faults else row.outcome
    return made


def _settle(form, before, after, headings, row, save):
    known = form.instance.pk is not None
    for one in headings:
        if known and after.get(one.key, "") != before.get(one.key, ""):
            row.changes.append(
                _change(form.fields[one.key], one.name, before[one.key], after[one.key])
            )

    row.outcome = NEW if not known else CHANGED if row.changes else SAME
    if not known:
        row.changes = [after[key] for key in TELLING if after.get(key)]
    if row.outcome == SAME:
        return form.instance

    try:
        with transaction.atomic():
            return save(form)
    except DomainError as error:
        names = {one.key: one.name for one in headings}
        row.faults.append(Fault(names.get(error.field, "—"), "", error.sentence.rstrip("。")))
        return None


def _change(field, name, before, after):
    """What a column becomes; what it was is not told of a telephone, which one reads on record alone."""
    if isinstance(field, PhoneField):
        return f"{name}改为{after or '空'}"
    return f"{name}：{before or '空'} → {after or '空'}"


def _faults(form, cells, headings, row):
    """What the form itself refuses, beside what is said of the cells already."""
    named, told = {one.key: one for one in headings}, {fault.heading for fault in row.faults}
    for key, sentences in form.errors.items():
        one = named.get(key)
        name = one.name if one else "—"
        if name in told:
            continue
        for sentence in sentences:
            reason = (
                "必须填写"
                if one and not cells.get(key) and sentence in MISSING
                else sentence.rstrip("。")
            )
            example = (EXAMPLE if "电话" in name else one.example) if one else ""
            yield Fault(name, cells.get(key, ""), reason, example)


MISSING = ("请填写这一项。", "请选择。")


def said(field, value):
    """A value of a form in words."""
    if value in (None, "", []):
        return ""
    if isinstance(value, models.Model):
        return value.name
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, forms.ModelChoiceField):
        return field.queryset.get(pk=value).name
    if isinstance(value, list):
        return "、".join(said(field, one) for one in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(value)
