from django import forms

from cases.enums import MeansResult
from cases.law import grounds
from legalaid.platform.office.forms import OfficeForm

TEXT = forms.Textarea(attrs={"rows": 4})


class PassForm(OfficeForm):
    jurisdiction = forms.BooleanField(
        label="属于本机构受理（办案机关、争议处理机关所在地或事由发生地在本县）"
    )
    proper_applicant = forms.BooleanField(label="申请人是公民或合法当事人，代理人身份和权限已核实")
    documents = forms.BooleanField(label="申请表、身份证明等材料齐全，签字或捺印完备")
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class RecommendForm(OfficeForm):
    scope_passed = forms.TypedChoiceField(
        label="是否属于法律援助范围",
        coerce=lambda v: v == "1",
        choices=[("1", "属于"), ("0", "不属于")],
        widget=forms.RadioSelect,
    )
    scope_reason = forms.CharField(label="范围审查理由", widget=forms.Textarea(attrs={"rows": 2}))
    means_passed = forms.TypedChoiceField(
        label="是否符合经济困难或其他法定条件",
        coerce=lambda v: v == "1",
        choices=[("1", "符合"), ("0", "不符合")],
        widget=forms.RadioSelect,
    )
    means_reason = forms.CharField(
        label="经济状况审查理由", widget=forms.Textarea(attrs={"rows": 3})
    )
    merits_passed = forms.TypedChoiceField(
        label="是否有事实和理由（供承办参考，不影响是否给予）",
        coerce=lambda v: v == "1",
        choices=[("1", "有"), ("0", "没有")],
        widget=forms.RadioSelect,
    )
    merits_reason = forms.CharField(
        label="事实和理由审查", widget=forms.Textarea(attrs={"rows": 2})
    )
    conflict_checked = forms.BooleanField(label="已核对利益冲突，本人与当事人没有应当回避的关系")
    conflict_note = forms.CharField(label="核对情况", required=False)
    proposal = forms.ChoiceField(
        label="审查建议",
        choices=[("给予", "建议给予法律援助"), ("不予", "建议不予法律援助")],
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(label="审查意见", widget=TEXT)

    def facts(self):
        data = dict(self.cleaned_data)
        return {"proposal": data.pop("proposal"), "opinion": data.pop("opinion"), "findings": data}


class OverrideForm(OfficeForm):
    result = forms.ChoiceField(
        label="认定为", choices=[("passed", "符合"), ("failed", "不符合")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="认定理由", widget=TEXT)

    def clean_result(self):
        return MeansResult(self.cleaned_data["result"])


class ReturnForm(OfficeForm):
    reason = forms.CharField(label="退回理由", widget=TEXT)


def _texts(rows, codes):
    names = {row.code: row.text for row in rows}
    return [names[code] for code in codes]


class GrantForm(OfficeForm):
    codes = forms.MultipleChoiceField(label="给予援助的依据", widget=forms.CheckboxSelectMultiple)
    mode = forms.ChoiceField(label="援助方式")
    opinion = forms.CharField(
        label="审批意见", initial="同意给予法律援助。", widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = grounds.grant_grounds(case.kind)
        self.fields["codes"].choices = [
            (row.code, f"{row.text}（{row.article}）" if row.article else row.text)
            for row in self.rows
        ]
        self.fields["mode"].choices = [(row.code, row.text) for row in grounds.aid_modes(case.kind)]

    def facts(self):
        data = self.cleaned_data
        return {
            "codes": data["codes"],
            "grounds": _texts(self.rows, data["codes"]),
            "mode": data["mode"],
            "opinion": data["opinion"],
        }


class RefuseForm(OfficeForm):
    codes = forms.MultipleChoiceField(label="不予援助的情形", widget=forms.CheckboxSelectMultiple)
    reasons = forms.CharField(label="理由（写入决定书）", widget=TEXT)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = grounds.refusals(case.kind, case.applicant_role)
        self.fields["codes"].choices = [(row.code, row.text) for row in self.rows]

    def facts(self):
        data = self.cleaned_data
        return {
            "codes": data["codes"],
            "grounds": _texts(self.rows, data["codes"]),
            "reasons": data["reasons"],
        }
