from django import forms
from django.utils import timezone

from cases.enums import Kind
from cases.forms.fields import day, text
from legalaid.platform.accounts.models import User
from legalaid.platform.office.forms import OfficeForm


class UserField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.name}（{user.get_role_display()}）"


class ExpertForm(OfficeForm):
    user = UserField(label="专家", queryset=User.objects.none())
    kind = forms.ChoiceField(
        label="评估的案件", choices=[("", "各类案件"), *Kind.choices], required=False
    )
    from_on = day("聘任自", initial=timezone.localdate)
    to_on = day("聘任至（不定期的不填）", required=False)
    note = text("聘任依据", required=False, length=120)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
