"""Password rules of 等保 level 2 (facts 8.2): three kinds of characters, not one of the last five."""

import re

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from .models import PasswordHistory

KEEP = 5


class LengthValidator(MinimumLengthValidator):
    """Django's Chinese has no words for this one."""

    def get_error_message(self):
        return f"密码至少{self.min_length}位。"

    get_help_text = get_error_message


class CharacterKindsValidator:
    KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")

    def validate(self, password, user=None):
        if sum(bool(re.search(kind, password)) for kind in self.KINDS) < 3:
            raise ValidationError(
                "密码须含大写字母、小写字母、数字、符号中的至少三种。", code="password_kinds"
            )

    def get_help_text(self):
        return "含大写字母、小写字母、数字、符号中的至少三种。"


class HistoryValidator:
    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        used = [user.password, *user.password_history.values_list("encoded", flat=True)[:KEEP]]
        if any(encoded and check_password(password, encoded) for encoded in used):
            raise ValidationError(f"不能与最近{KEEP}次用过的密码相同。", code="password_used")

    def password_changed(self, password, user=None):
        if user is not None and user.pk:
            PasswordHistory.objects.create(user=user, encoded=user.password)

    def get_help_text(self):
        return f"不能与最近{KEEP}次用过的密码相同。"
