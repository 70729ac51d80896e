from crispy_forms.helper import FormHelper
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH

from legalaid.platform.core.phones import MOBILE, read_phone
from legalaid.platform.core.text import visible

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
            without_unseen(field)
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


def without_unseen(field):
    """What a chat or a web page pastes along unseen is taken out of whatever is typed, but for a password."""
    if isinstance(field.widget, forms.PasswordInput):
        return
    to_python = field.to_python
    field.to_python = lambda value: to_python(visible(value) if isinstance(value, str) else value)


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


def is_radio(field):
    return isinstance(field.widget, forms.RadioSelect)


def say_blank(field):
    """What Django writes as dashes at the top of a list, in words; what must be ticked begins with nothing ticked."""
    words = "请选择" if field.required else "未填"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, forms.ChoiceField) and ("", DASHES) in field.choices:
        blank = [] if field.required and is_radio(field) else [("", words)]
        field.choices = [*blank, *(row for row in field.choices if row != ("", DASHES))]


class PhoneField(forms.CharField):
    """Whatever telephone, in its one spelling. What is none is refused, or where `keeps_doubtful` (a sheet) kept as it was written."""

    default_error_messages = {"invalid": "电话应为11位手机号，或带区号的固定电话。"}
    keeps_doubtful = False

    def __init__(self, *, mobile=False, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel"}))
        super().__init__(**kwargs)
        self.mobile = mobile

    def to_python(self, value):
        phone = read_phone(super().to_python(value))
        elsewhere = self.mobile and phone.text and not MOBILE.fullmatch(phone.text)
        if (phone.doubtful or elsewhere) and not self.keeps_doubtful:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return phone.text


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """As many files as were chosen; [] where none were."""

    def __init__(self, *, accept, **kwargs):
        super().__init__(widget=ManyFiles(attrs={"multiple": True, "accept": accept}), **kwargs)

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(one) for one in data or ()]


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
