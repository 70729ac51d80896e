from django import forms

from cases.enums import ConflictFinding, MeansResult
from cases.law import grounds, stages
from legalaid.platform.office.forms import OfficeForm

from .fields import either, one_of, text, themselves, ticks


class PassForm(OfficeForm):
    jurisdiction = forms.BooleanField(
        label="属于本机构受理（办案机关、争议处理机关所在地或事由发生地在本县）"
    )
    proper_applicant = forms.BooleanField(label="申请人是公民或合法当事人，代理人身份和权限已核实")
    documents = forms.BooleanField(label="申请表、身份证明等材料齐全，签字或捺印完备")
    note = text("备注", required=False, rows=2)


class RecommendForm(OfficeForm):
    scope_passed = either("是否属于法律援助范围", "属于", "不属于")
    scope_reason = text("范围审查理由", rows=2)
    means_passed = either("是否符合经济困难或其他法定条件", "符合", "不符合")
    means_reason = text("经济状况审查理由", rows=3)
    merits_passed = either("是否有事实和理由（供承办参考，不影响是否给予）", "有", "没有")
    merits_reason = text("事实和理由审查", rows=2)
    conflict_checked = forms.BooleanField(label="已核对利益冲突，本人与当事人没有应当回避的关系")
    conflict_finding = one_of("利益冲突的处理", ConflictFinding.choices, required=False)
    conflict_note = text("核对情况", required=False)
    proposal = one_of("审查建议", [("给予", "建议给予法律援助"), ("不予", "建议不予法律援助")])
    opinion = text("审查意见", rows=4)

    def __init__(self, *args, certain=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not certain:
            del self.fields["conflict_finding"]

    def facts(self):
        data = dict(self.cleaned_data)
        return {"proposal": data.pop("proposal"), "opinion": data.pop("opinion"), "findings": data}


class OverrideForm(OfficeForm):
    result = one_of("认定为", [("passed", "符合"), ("failed", "不符合")])
    reason = text("认定理由", rows=4)

    def clean_result(self):
        return MeansResult(self.cleaned_data["result"])


class ReturnToReviewForm(OfficeForm):
    reason = text("退回理由", rows=4)


class GrantForm(OfficeForm):
    codes = ticks("给予援助的依据")
    mode = forms.ChoiceField(label="援助方式", error_messages={"required": "请选择援助方式。"})
    opinion = text("审批意见（可不填）", required=False, rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = grounds.grant_grounds(case.kind)
        self.fields["codes"].choices = [(row.code, _with_article(row)) for row in self.rows]
        modes = [row.code for row in grounds.aid_modes(case.kind)]
        offered = stages.fitting(case.kind, case.stage, modes)
        if known := case.mode or stages.proposed(case.kind, case.stage, case.applicant_role, modes):
            self.initial["mode"] = self.initial.get("mode") or known
        undecided = [] if known in offered else [("", "请选择")]
        self.fields["mode"].choices = undecided + themselves(offered)

    def facts(self):
        return self.cleaned_data | {"grounds": _texts(self.rows, self.cleaned_data["codes"])}


class RefuseForm(OfficeForm):
    codes = ticks("不予援助的情形")
    reasons = text("理由（写入决定书）", rows=4)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = grounds.refusals(case.kind, case.applicant_role, case.stage)
        self.fields["codes"].choices = [(row.code, row.text) for row in self.rows]

    def facts(self):
        return self.cleaned_data | {"grounds": _texts(self.rows, self.cleaned_data["codes"])}


def _with_article(row):
    return f"{row.text}（{row.article}）" if row.article else row.text


def _texts(rows, codes):
    names = {row.code: row.text for row in rows}
    return [names[code] for code in codes]
