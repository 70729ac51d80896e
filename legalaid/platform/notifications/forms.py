from django import forms

from legalaid.platform.office.forms import OfficeForm, OfficeModelForm

from .models import Wishes


def clock(label, help_text=""):
    box = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=box, help_text=help_text)


class WishesForm(OfficeModelForm):
    """How one is told; `user`: whose."""

    daily_at = clock("每天汇总一次，几点发", "不填的，有消息就发。账号变动的邮件总是当时就发。")
    quiet_from = clock(
        "不打扰：从几点起", "这段时间里不发邮件和短信，过后再发。可以跨过半夜，如 20:00 到 07:30。"
    )
    quiet_to = clock("不打扰：到几点")

    class Meta:
        model = Wishes
        fields = ["mail", "text", "daily_at", "quiet_from", "quiet_to"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_mail(self):
        wanted = self.cleaned_data["mail"]
        if wanted and "mail" in self.changed_data and not self.user.email:
            raise forms.ValidationError("账号里没有电子邮箱，请先请管理人员登记。")
        return wanted

    def clean_text(self):
        wanted = self.cleaned_data["text"]
        if wanted and not self.user.phone:
            raise forms.ValidationError("账号里没有手机号，请先请管理人员登记。")
        return wanted

    def clean(self):
        said = super().clean()
        begins, ends = said.get("quiet_from"), said.get("quiet_to")
        unread = {"quiet_from", "quiet_to"} & set(self.errors)
        if not unread and bool(begins) != bool(ends):
            self.add_error("quiet_from" if ends else "quiet_to", "不打扰的起止时间要一起填。")
        elif begins and begins == ends:
            self.add_error("quiet_to", "起止时间相同，请核对。")
        return said


class WordingForm(OfficeForm):
    text = forms.CharField(label="句子", max_length=300, widget=forms.Textarea(attrs={"rows": 4}))
    code = forms.CharField(
        label="运营商模板编号",
        max_length=40,
        required=False,
        help_text="把这句话按运营商的要求报备，审核通过以后填写编号；没有编号的不发短信，列入“待电话告知”。",
    )
    active = forms.BooleanField(label="使用这个提醒", required=False)
    reason = forms.CharField(label="修改理由", max_length=120)

    def __init__(self, *args, one, **kwargs):
        super().__init__(*args, **kwargs)
        if not one.texted:
            del self.fields["code"]
