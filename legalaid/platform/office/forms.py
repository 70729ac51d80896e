from crispy_forms.helper import FormHelper
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH

from .asked import LAST_YEAR, as_number

EARLIEST = 1900
DASHES = BLANK_CHOICE_DASH[0][1]


LENGTHS = {
    "min_length": "至少写%(limit_value)d个字。",
    "max_length": "最多%(limit_value)d个字，现有%(show_value)d个。",
}


class OfficeFormMixin:
    """Crispy fields without a form tag, the first field focused, a DomainError put beside its field."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.html5_required = True

        for field in self.fields.values():
            say_missing(field)
            say_blank(field)
            if isinstance(field, forms.DateField | forms.DateTimeField):
                field.validators = [*field.validators, of_our_time]
            if isinstance(field, forms.CharField):
                field.error_messages = LENGTHS | field.error_messages

        for field in list(self.fields.values())[:1]:
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("autofocus", True)

    def add_domain_error(self, error):
        self.add_error(error.field if error.field in self.fields else None, error.sentence)


def of_our_time(value):
    """No file of the office holds an earlier day, and none a later one; beyond them reckoning with days fails."""
    if not EARLIEST <= value.year <= LAST_YEAR:
        raise forms.ValidationError(f"年份应在{EARLIEST}年至{LAST_YEAR}年之间。")


def say_missing(field):
    """Our own words where Django's stand."""
    if field.required and field.error_messages.get("required", "").startswith("这个字段"):
        field.error_messages["required"] = missing(field)


def missing(field):
    """What a required field left empty asks for: one does not write into a list."""
    if isinstance(field, forms.FileField):
        return "请选择文件。"
    if isinstance(field, forms.BooleanField):
        return "请勾选这一项。"
    return "请选择。" if isinstance(field.widget, forms.widgets.ChoiceWidget) else "请填写这一项。"


def say_blank(field):
    """What Django writes as dashes at the top of a list, in words."""
    words = "请选择" if field.required else "未填"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, forms.ChoiceField) and ("", DASHES) in field.choices:
        field.choices = [(value, label if value else words) for value, label in field.choices]


class RowsField(forms.ModelMultipleChoiceField):
    """Some rows by their keys; what is no key that the database could hold is refused as one that it does not."""

    def _check_values(self, value):
        for key in value if isinstance(value, list | tuple) else ():
            if as_number(str(key)) is None:
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"], params={"pk": str(key)[:20]}
                )
        return super()._check_values(value)


class OfficeForm(OfficeFormMixin, forms.Form):
    pass


class OfficeModelForm(OfficeFormMixin, forms.ModelForm):
    pass
