from django import forms

from legalaid.platform.office.forms import OfficeForm

PLACES = (("first", "第一位"), ("second", "第二位"), ("third", "第三位"))


class OnRoster(forms.ModelChoiceField):
    def label_from_instance(self, handler):
        told = "，".join(filter(None, (str(handler.firm), handler.specialities)))
        return f"{handler}（{told}）"


class WishForm(OfficeForm):
    def __init__(self, *args, roster, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in PLACES:
            self.fields[name] = OnRoster(
                label=label, queryset=roster, required=False, empty_label="不点选"
            )

    def handlers(self):
        return [one for name, _ in PLACES if (one := self.cleaned_data[name])]
