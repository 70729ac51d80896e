from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.enums import ATTEMPTS
from cases.forms.fields import NAME, NAME_MESSAGE, day, one_of, text
from cases.quality.domain.supervisor_task import MOST
from cases.quality.enums.supervisor import TaskKind
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.names import WELL_FORMED, LoginNameInput, proposed_login
from legalaid.platform.office.forms import OfficeForm


class UserField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.name}（{user.username}）"


def _last_day():
    return timezone.localdate() + timedelta(days=729)


class TermForm(OfficeForm):
    unit = text("身份或者单位（如县人大代表、某某社区）", length=60)
    from_on = day("聘任自", initial=timezone.localdate)
    to_on = day("聘任至", initial=_last_day)
    note = text("聘任依据（可不填）", required=False, length=120)


class AppointForm(TermForm):
    user = UserField(
        label="已有账号的监督员",
        queryset=None,
        required=False,
        empty_label="没有账号，下面填写姓名",
    )
    name = text("新聘任的人的姓名", required=False, length=40, regex=NAME, message=NAME_MESSAGE)
    username = LoginNameInput(
        label="登录名",
        max_length=40,
        validators=[WELL_FORMED],
        required=False,
        help_text="不填的按姓名拼音拟定",
    )
    field_order = ["user", "name", "username"]

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people

    def clean_username(self):
        typed = self.cleaned_data["username"]
        if typed and _taken(typed):
            raise forms.ValidationError(f"登录名“{typed}”已有人使用。")
        return typed

    def clean(self):
        said = super().clean()
        if bool(said.get("user")) == bool(said.get("name")):
            self.add_error("user", "选择已有的账号，或者填写新聘任的人的姓名，两项填一项。")
        return said

    def facts(self):
        """What the act takes: an account that stands, or the name and login of a new one."""
        said = dict(self.cleaned_data)
        name, username = said.pop("name"), said.pop("username")
        if name:
            login = username or proposed_login(name, _taken)
            said["account"] = {"name": name, "username": login}
        return said


def _taken(login):
    return User.objects.filter(username=login).exists()


class CorrectForm(TermForm):
    reason = text("更正的理由", length=200)


class DrawForm(OfficeForm):
    kind = one_of("方式", TaskKind.choices)
    number = forms.IntegerField(label="件数", min_value=1, max_value=MOST, initial=1)
    closed = forms.BooleanField(label="从已结案件中", required=False, initial=True)
    running = forms.BooleanField(label="从办理中的案件中", required=False, initial=True)
    due_on = day("完成期限")
    seed = text("随机种子（当众摇号等取得的；没有的由系统生成）", required=False, length=40)

    def clean(self):
        said = super().clean()
        if not (said.get("closed") or said.get("running")):
            self.add_error("closed", "请选择从哪些案件中抽取。")
        return said


class ReleaseForm(OfficeForm):
    covered = text(
        "还要遮蔽的姓名、单位（证人、邻居等没有登记的人，几个的以顿号分开）",
        required=False,
        rows=2,
        length=400,
    )


class FinishForm(OfficeForm):
    found = text("监督情况（阅看了哪些、怎样评价；有问题的另外提出监督意见）", rows=5, length=2000)


class CorrectFoundForm(FinishForm):
    reason = text("更正的理由", length=200)


class AttemptForm(OfficeForm):
    """What became of a call in which nobody was reached."""

    result = one_of(
        "结果",
        [(one.value, one.label) for one in ATTEMPTS],
    )
