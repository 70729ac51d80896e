"""One spelling of a login name: capitals, full-width letters, blanks and what cannot be seen make no second one."""

import re
import unicodedata
from itertools import chain, count

from django import forms
from django.core.validators import RegexValidator
from django.db import models

from legalaid.platform.core.readings import pinyin

WELL_FORMED = RegexValidator(
    r"^[a-z][a-z0-9_.-]{2,39}$", "登录名应为3至40个字母、数字或下划线，以字母开头。"
)


def login_name(text):
    """The spelling in which a login name is kept, compared and counted."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if char.isprintable() and not char.isspace())


def proposed_login(name, taken):
    """A login name for somebody called `name`: the pinyin of it, or its Latin letters, with a number where `taken(login)`."""
    letters = re.sub(r"[^a-z]", "", pinyin(name).lower())[:30]
    base = letters if len(letters) > 2 else f"{letters or 'user'}01"
    numbered = (f"{base}{number}" for number in count(2))
    return next(login for login in chain([base], numbered) if not taken(login))


class LoginNameInput(forms.CharField):
    def to_python(self, value):
        return login_name(super().to_python(value))


class LoginNameField(models.CharField):
    """Kept and looked for in the one spelling, so that its uniqueness is that of the spelling."""

    default_validators = (WELL_FORMED,)

    def to_python(self, value):
        value = super().to_python(value)
        return login_name(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, instance, add):
        spelled = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, spelled)
        return spelled

    def formfield(self, **kwargs):
        return super().formfield(form_class=LoginNameInput, **kwargs)
