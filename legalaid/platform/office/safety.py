"""The questions of safe contact, in every form that registers a person."""

from django import forms

from legalaid.platform.core.safety import DETAILS, SAFE, Safe, Way

from .forms import PhoneField

TO_ASK = "遭受家庭暴力、虐待、遗弃的，请问明怎样联系才安全。"
CONTRADICTED = "下面写了安全联系的方式，与“没有特别要求”不一致。请选“只能按下面写的方式联系”，或者把下面写的清空。"
SAID = [
    ("", "还没有问"),
    (Safe.STATED.value, Safe.STATED.label),
    (Safe.USUAL.value, Safe.USUAL.label),
]


class SafeContactFields(forms.Form):
    """Asked of everybody who wants it; whoever is abused is asked for certain: the form says so by `check_safe`."""

    safe = forms.ChoiceField(
        label="怎样联系才安全", choices=SAID, required=False, widget=forms.RadioSelect
    )
    safe_phone = PhoneField(
        label="安全电话（可以打通、旁人不会接听）",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    safe_person = forms.CharField(
        label="可以联系的人（姓名、关系、电话）", max_length=60, required=False
    )
    safe_hours = forms.CharField(
        label="可以联系的时间",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如：工作日9时至11时"}),
    )
    forbidden = forms.MultipleChoiceField(
        label="不得使用的方式",
        choices=Way.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    code_word = forms.CharField(
        label="暗语（对方答不上的，不说明来意）", max_length=20, required=False
    )
    contact_note = forms.CharField(
        label="联系注意事项（其他）",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如：听力障碍"}),
    )

    def order_fields(self, field_order):
        """They come last, wherever a form names its own."""
        super().order_fields(field_order)
        for name in (*SAFE, "contact_note"):
            self.fields[name] = self.fields.pop(name)

    def check_safe(self, data, *, abused):
        """Details without an answer are one; an answer without details is none; nothing told is dropped unseen."""
        told = any(data.get(name) for name in DETAILS)
        if told and not data.get("safe"):
            data["safe"] = Safe.STATED
        if told and data["safe"] == Safe.USUAL:
            self.add_error("safe", CONTRADICTED)
        elif data.get("safe") == Safe.STATED and not told and not data.get("contact_note"):
            self.add_error("safe", "请写明可以联系的方式，或者不得使用的方式。")
        elif abused and not data.get("safe") and "safe" not in self.errors:
            self.add_error("safe", TO_ASK)

    @property
    def safe_open(self):
        """Whether something stands in the folded part."""
        names = (*SAFE, "contact_note")
        return any(self[name].value() or self[name].errors for name in names)
