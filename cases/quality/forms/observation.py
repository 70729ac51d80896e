from django import forms

from cases.forms.fields import either, one_of, text
from cases.quality.enums import JUDGED, Handed, Mark, Secrecy
from cases.quality.law.observation import HIGHEST, LOWEST
from legalaid.platform.office.forms import OfficeForm

SEEN = ("on_time", "dressed", "prepared", "evidence", "debate", "handed", "score", "remarks")


class ObserverField(forms.ModelChoiceField):
    """Of a handler the firm is named, of the office the post."""

    def label_from_instance(self, user):
        handler = getattr(user, "handler", None)
        where = handler.firm.name if handler else user.get_role_display()
        return f"{user.name}（{where}）"


class AssignForm(OfficeForm):
    observer = ObserverField(
        label="旁听人",
        queryset=None,
        help_text="名单中没有本案承办人及其机构的人员、已回避的人员。",
    )

    def __init__(self, *args, observers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["observer"].queryset = observers


class PublicityForm(OfficeForm):
    public = either("法院（仲裁机构）答复", "公开审理", "不公开审理")
    ground = forms.ChoiceField(
        label="不公开的理由", choices=[("", "公开审理的不选"), *Secrecy.choices], required=False
    )


class FillForm(OfficeForm):
    on_time = either("是否准时到庭", "准时", "迟到")
    dressed = either("着装是否规范", "规范", "不规范")
    prepared = one_of("庭前准备", JUDGED)
    evidence = one_of("举证、质证", Mark.choices)
    debate = one_of("辩论", Mark.choices)
    handed = one_of("书面代理（辩护）意见", Handed.choices)
    score = forms.IntegerField(
        label=f"评分（{LOWEST}至{HIGHEST}）",
        min_value=LOWEST,
        max_value=HIGHEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "min_value": f"评分为{LOWEST}至{HIGHEST}。",
            "max_value": f"评分为{LOWEST}至{HIGHEST}。",
        },
    )
    remarks = text("评价和建议", required=False, length=1000, rows=3)


class CorrectForm(FillForm):
    reason = text("更正的理由", length=200)


class AnswerForm(OfficeForm):
    answer = text("回应", length=1000, rows=5)


class ReleaseForm(OfficeForm):
    reason = text("理由（如未开庭、不能到庭）", length=200)
