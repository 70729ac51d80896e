from django import forms

from legalaid.platform.accounts.names import WELL_FORMED, LoginNameInput, proposed_login
from legalaid.platform.office.forms import OfficeForm, PhoneField

from .staff import is_taken


class ManagerForm(OfficeForm):
    name = forms.CharField(label="姓名", max_length=40)
    username = LoginNameInput(
        label="登录名",
        max_length=40,
        validators=[WELL_FORMED],
        required=False,
        help_text="不填的按姓名拼音拟定；管理人自己也办案的，办案用承办人的账号，另开一个",
    )
    phone = PhoneField(
        label="电话",
        required=False,
        error_messages={"invalid": "电话应为11位手机号或固定电话。"},
    )
    email = forms.EmailField(label="电子邮箱", required=False)

    def clean_username(self):
        username = self.cleaned_data["username"]
        if not username:
            return proposed_login(self.cleaned_data.get("name", ""), is_taken)
        if is_taken(username):
            raise forms.ValidationError(f"登录名“{username}”已有人使用，请核对是否重复登记。")
        return username
