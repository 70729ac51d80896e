from django import forms

from legalaid.platform.office.forms import OfficeForm


class ViewForm(OfficeForm):
    name = forms.CharField(label="名称", max_length=20, help_text="例如：劳动报酬在办")
    shared = forms.BooleanField(
        label="与本站点的同事共享（他们看得到、不能改；各人只看到自己权限内的案件）", required=False
    )


class ChangeForm(ViewForm):
    renew = forms.BooleanField(label="条件、列和次序也改成列表现在的样子", required=False)
