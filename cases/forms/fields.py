"""The kinds of box the forms of a case are made of."""

from functools import partial

from django import forms

from legalaid.platform.office.forms import PhoneField

NAME = r"^[^<>{}\[\]\\]{2,60}$"
NAME_MESSAGE = "姓名须为2至60个字，不能含有 < > 等符号。"
CO_ACCUSED = "同案犯罪嫌疑人、被告人（没有的不填，几名以顿号分开）"
RURAL = "农民：农村户籍，主要务农；农民工：农村户籍，主要从事非农工作。两项只选一项。"
MONEY_MESSAGES = {
    "min_value": "金额不能为负数。",
    "invalid": "请填写数字，如 12000 或 12000.50。",
    "max_decimal_places": "最多两位小数（精确到分）。",
    "max_digits": "金额过大，请核对。",
    "max_whole_digits": "金额过大，请核对。",
}

day_box = partial(forms.DateInput, attrs={"type": "date"}, format="%Y-%m-%d")


def text(
    label,
    *,
    required=True,
    rows=0,
    length=None,
    regex=None,
    message="",
    initial=None,
    help_text="",
    **attrs,
):
    """A line, or a box of so many rows; `regex`: what it must look like, else `message`."""
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    kwargs = {"label": label, "required": required, "max_length": length, "widget": widget}
    kwargs["help_text"] = help_text
    if regex:
        return forms.RegexField(regex, error_messages={"invalid": message}, **kwargs)
    return forms.CharField(initial=initial, **kwargs)


def telephone(label="联系电话", **options):
    """A telephone, which may be left out."""
    box = forms.TextInput(attrs={"inputmode": "tel", **options})
    return PhoneField(label=label, required=False, widget=box)


def money(label, *, needed=False, digits=12, **attrs):
    widget = forms.TextInput(attrs={"inputmode": "decimal", **attrs})
    amount = {"max_digits": digits, "decimal_places": 2, "min_value": 0}
    return forms.DecimalField(
        label=label, required=needed, error_messages=MONEY_MESSAGES, widget=widget, **amount
    )


def day(label, **kwargs):
    return forms.DateField(label=label, widget=day_box(), **kwargs)


def moment(label, **kwargs):
    box = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=box, **kwargs)


def ticks(label, choices=(), *, required=True, message=""):
    """Any of several; `message` is what is said when none is ticked."""
    messages = {"required": message} if message else {}
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages=messages,
    )


def crowd_ticks(crowds):
    """The categories of a person, 农民 or 农民工 but not both (definitions of the ministry's tables). `crowds`: grounds.CROWDS, some of."""
    return forms.MultipleChoiceField(
        label="人员类别",
        choices=[(crowd.code, crowd.text) for crowd in crowds],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=RURAL,
        validators=[one_of_the_two],
    )


def one_of_the_two(crowds):
    if {"farmer", "migrant_worker"} <= set(crowds):
        raise forms.ValidationError("农民和农民工只能选一项，请按主要从事的工作选。")


def one_of(label, choices, **kwargs):
    """One of few, all of them in sight."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **kwargs)


def one_row(label):
    """One of the rows that the form is given, all of them in sight."""
    return forms.ModelChoiceField(
        label=label,
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": f"请选择{label}。"},
    )


def either(label, yes, no):
    """One of two, as True or False."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("1", yes), ("0", no)],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


def themselves(words):
    """Choices that are stored as they are read."""
    return [(word, word) for word in words]


def if_any(material):
    """The title of a line of the checklist, with a word where it may be missing."""
    return material.title if material.required else f"{material.title}（如有）"
