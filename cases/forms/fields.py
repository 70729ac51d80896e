"""The kinds of box the intake forms are made of."""

from django import forms

NAME = r"^[^<>{}\[\]\\]{2,60}$"
NAME_MESSAGE = "姓名须为2至60个字，不能含有 < > 等符号。"
PHONE = r"^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|\d{7,8})$"
PHONE_MESSAGE = "电话应为11位手机号，或带区号的固定电话。"


def text(label, *, required=True, rows=0, length=None, regex=None, message="", **attrs):
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    if regex:
        return forms.RegexField(
            regex,
            label=label,
            required=required,
            max_length=length,
            widget=widget,
            error_messages={"invalid": message},
        )
    return forms.CharField(label=label, required=required, max_length=length, widget=widget)


def money(label, *, needed=False, digits=12, **attrs):
    return forms.DecimalField(
        label=label, max_digits=digits, decimal_places=2, min_value=0, required=needed,
        error_messages={"min_value": "金额不能为负数。", "invalid": "请填写数字，如 12000 或 12000.50。", "max_decimal_places": "最多两位小数（精确到分）。",
                        "max_digits": "金额过大，请核对。", "max_whole_digits": "金额过大，请核对。"},
        widget=forms.TextInput(attrs={"inputmode": "decimal", **attrs}),
    )  # fmt: skip
