from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm, OfficeFormMixin, OfficeModelForm, PhoneField

from .limits import TooOften, attempt, forget, limit
from .models import User
from .names import LoginNameInput
from .roles import Role


class LoginForm(OfficeFormMixin, AuthenticationForm):
    username = LoginNameInput(label="登录名", max_length=40)
    error_messages = {
        "invalid_login": "登录名或密码不对。",
        "inactive": "这个账号已停用，请联系系统管理员。",
    }

    def get_invalid_login_error(self):
        """Beside the password, which is asked for again; the name stays as typed."""
        shuts = f"连续错{limit('login').most}次，账号锁定{limit('login').minutes}分钟。"
        return forms.ValidationError({"password": self.error_messages["invalid_login"] + shuts})


BOUND = (Role.ADMIN, Role.HANDLER, Role.FIRM)
RULES = "至少10位，含大写字母、小写字母、数字、符号中的三种；不能是最近5次用过的，也不能与姓名、登录名相近。"


class NewPasswordMixin(OfficeFormMixin):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = RULES
        self.fields["new_password2"].help_text = "再输一遍，两次要相同。"


class ChangePasswordForm(NewPasswordMixin, PasswordChangeForm):
    def clean_old_password(self):
        """A page left open is no place to try passwords at."""
        who = str(self.user.pk)
        try:
            attempt("password", who)
        except TooOften as shut:
            raise forms.ValidationError(shut.sentence) from None

        password = super().clean_old_password()
        forget("password", who)
        return password

    def save(self, commit=True):
        user = super().save(commit=False)
        user.password_changed_at = timezone.now()
        if commit:
            user.save()
        return user


class InvitedForm(NewPasswordMixin, SetPasswordForm):
    """Two times the same new password; `accept` sets it."""


class CodeForm(OfficeForm):
    code = forms.CharField(
        label="动态口令（6位数字）",
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def proves(self, device):
        """Whether the code is this device's now; if not, it says so beside the field."""
        who = str(device.user_id)
        try:
            attempt("code", who)
        except TooOften as shut:
            self.add_error("code", shut.sentence)
            return False

        if device.verify_token(self.cleaned_data["code"]):
            forget("code", who)
            return True
        self.add_error("code", "口令不对或已过期，请看手机上的新口令。")
        return False


class UserForm(OfficeModelForm):
    phone = PhoneField(label="电话", required=False)

    class Meta:
        model = User
        fields = ["username", "name", "role", "phone", "email"]

    def __init__(self, *args, **kwargs):
        """A new account here is an administrator's; a role that hangs on a post or a licence is not changed into another kind."""
        super().__init__(*args, **kwargs)
        role = self.instance.role if self.instance.pk else Role.ADMIN
        roles = [Role(role)] if role in BOUND else [one for one in Role if one not in BOUND]
        self.fields["role"].choices = [(r.value, r.label) for r in roles]
