from django import forms

from cases.enums import Channel
from legalaid.platform.core.forms import OfficeForm

from .intake import NAME, PHONE, text

OUTCOMES = ("解答咨询", "代拟法律文书", "引导申请法律援助", "引导其他渠道")


class ConsultationForm(OfficeForm):
    name = text("姓名", required=False, length=60, regex=NAME, message="姓名须为2至60个字，不能含有 < > 等符号。")
    phone = text("联系电话", required=False, regex=PHONE, message="电话应为11位手机号，或带区号的固定电话。")
    anonymous = forms.BooleanField(label="来访人不愿提供身份信息（记录在案）", required=False)
    channel = forms.ChoiceField(label="方式", choices=Channel.choices[:5])
    question = text("咨询内容", rows=4)
    answer = text("答复意见", rows=4)
    outcome = forms.ChoiceField(label="处理", choices=[(o, o) for o in OUTCOMES])

    def clean(self):
        data = super().clean()
        if not data.get("name") and not data.get("anonymous") and "name" not in self.errors:
            self.add_error("name", "请填写姓名；不愿提供的，请勾选“不愿提供身份信息”。")
        return data
