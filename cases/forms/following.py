from django import forms

from cases.enums.following import Shown
from legalaid.platform.office.forms import OfficeForm

from .fields import one_of


class FollowingForm(OfficeForm):
    shown = one_of("凭查询码和证件号码后四位，在网上显示", Shown.choices)
    said = forms.CharField(
        label="当事人怎样提出的",
        min_length=4,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="谁、什么时候、当面还是电话提出。须安全联系的、密卷的，只按本人的话登记，不按家人的话。",
    )
    electronic = forms.BooleanField(
        label="本人同意电子送达：文书在网上“我的案件”里打开，打开就算收到",
        required=False,
        help_text="核对身份、告诉本人后果以后勾选；取消勾选的，以后不在网上显示文书。",
    )
    renew = forms.BooleanField(
        label="更换查询码（凭证丢失、被别人看到的）",
        required=False,
        help_text="原来的查询码马上失效，网上申请的查询码也不能再查此案。",
    )
    agreed = forms.BooleanField(required=False, widget=forms.HiddenInput)  # as the page showed it

    def facts(self):
        """Of electronic service only what was changed here: the person may have said otherwise online meanwhile, and that stands."""
        data = dict(self.cleaned_data)
        if data.pop("agreed") == data["electronic"]:
            data["electronic"] = None
        return data
