from django import forms
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm

from .enums import NoticeKind

DOUBTFUL = "确是当事人的，请退回修改；只是普通词语或者同名的工作人员的，写明理由（不少于4个字）。"
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WordsForm(OfficeForm):
    """The words of a notice and how long it is shown."""

    title = forms.CharField(label="标题", max_length=80)
    intro = forms.CharField(
        label="说明（不写姓名、证件、电话、住址）",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    shown_from = forms.DateField(label="公示起", widget=DATE)
    shown_to = forms.DateField(label="公示止", widget=DATE)

    def clean(self):
        data = super().clean()
        if (
            data.get("shown_from")
            and data.get("shown_to")
            and data["shown_to"] < data["shown_from"]
        ):
            self.add_error("shown_to", "公示止日早于公示起日。")
        return data


class PrepareForm(WordsForm):
    kind = forms.ChoiceField(label="种类", choices=NoticeKind.choices)
    first_day = forms.DateField(label="数据自", widget=DATE)
    last_day = forms.DateField(label="数据至", widget=DATE)
    token = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["kind", "first_day", "last_day", "title", "intro", "shown_from", "shown_to"]

    def clean(self):
        data = super().clean()
        if data.get("first_day") and data.get("last_day") and data["last_day"] < data["first_day"]:
            self.add_error("last_day", "数据止日早于起日。")
        if (
            data.get("last_day")
            and data["last_day"] > timezone.localdate()
            and data.get("kind") != NoticeKind.DUTY
        ):
            self.add_error("last_day", "数据止日还没有到。")

        return data


class ReasonForm(OfficeForm):
    reason = forms.CharField(label="理由", max_length=120, min_length=2)


class PublishForm(OfficeForm):
    why = forms.CharField(label="列出的都不是当事人的姓名，理由", max_length=120, required=False)

    def __init__(self, *args, findings=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not findings:
            del self.fields["why"]
            return
        self.fields["why"].help_text = f"{'；'.join(map(str, findings))}。{DOUBTFUL}"
