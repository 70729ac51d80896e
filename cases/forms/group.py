"""Forms about one, some or all of several applicants of a case."""

from django import forms
from django.http import QueryDict
from django.utils import timezone

from cases.enums import OUTCOMES, FollowUpResult, MemberMeans, MemberPaper
from cases.law import grounds
from cases.law.termination import BY_CODE, OF_ONE
from legalaid.platform.core.money import yuan
from legalaid.platform.core.safety import DETAILS, SAFE, Safe
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.safety import SafeContactFields

from .closure import FollowUpForm
from .fields import day, money, one_of, telephone, text, ticks
from .intake_rows import FormRow, Rows, problems_of

NONE_LEFT = "名单中现在没有可以选的人。"


def said_of(member):
    """A person of the list as chosen from it."""
    more = []
    if member.leads:
        more.append("列在首位")
    if member.left_on:
        if member.died_on:
            more.append("已去世")
        else:
            more.append("已终止" if member.ended else "已退出")
    if member.granted is False:
        more.append("不予援助")
    if member.joined_on and member.granted is None:
        more.append("后加入，待决定")
    return f"{member}（{'，'.join(more)}）" if more else str(member)


class ChoosingForm(OfficeForm):
    """Of `members`: [GroupMember] that may be chosen."""

    chosen_by = "person"

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields[self.chosen_by]
        field.choices = [(one.pk, said_of(one)) for one in members]
        if not members:
            field.help_text = NONE_LEFT


def one_person(label="谁"):
    return forms.TypedChoiceField(label=label, coerce=int, choices=())


class PersonForm(ChoosingForm):
    person = one_person()
    reason = text("理由", length=300, rows=2)


class LeaveForm(ChoosingForm):
    person = one_person("谁退出")
    left_on = day("退出日期", initial=timezone.localdate)
    reason = text("理由", length=300, rows=2)


class DiedForm(ChoosingForm):
    person = one_person("谁去世")
    died_on = day("死亡日期")
    proof = text("从什么材料、向谁得知", length=300, rows=2)


class GuardianForm(ChoosingForm):
    person = one_person("谁的法定代理人（未满18周岁的人）")
    name = text("法定代理人姓名（没有的留空）", required=False, length=60)
    relation = text("与其关系", required=False, length=40)
    phone = telephone(autocomplete="off")
    reason = text("理由", length=300, rows=2)


class ContactForm(SafeContactFields, ChoosingForm):
    """How one of them is reached: the person's own. Numbers on file are not shown; left empty they stay."""

    person = one_person()
    phone = telephone("联系电话（不改请留空）", autocomplete="off")
    address = text("联系地址（不改请留空）", required=False, length=120)
    reason = text("理由", length=300, rows=2)

    field_order = ("person", "phone", "address", "reason")

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, members=members, **kwargs)
        self.by_key = {one.pk: one for one in members}
        self.order_fields(self.field_order)

    def clean(self):
        data = super().clean()
        member = self.by_key.get(data.get("person"))
        if member is None:
            return data

        kept = DETAILS if data.get("safe") == Safe.STATED else ()
        if not any(data.get(name) for name in (*SAFE, "contact_note")):
            kept = (*SAFE, "contact_note")

        for name in ("phone", "address", *kept):
            if not data.get(name) and name not in self.errors:
                data[name] = getattr(member, name)

        self.check_safe(data, abused=False)
        return data

    def facts(self):
        data = self.cleaned_data
        told = {name: data[name] for name in ("phone", "address", *SAFE, "contact_note")}
        return {"person": data["person"], "reason": data["reason"], "contact": told}


class LeadForm(ChoosingForm):
    person = one_person("改由谁列在首位")
    reason = text("理由", length=300, rows=2)
    unrepresented = text("其未满18周岁的，没有法定代理人代为申请的原因", required=False, length=120)


class GrantMemberForm(ChoosingForm):
    person = one_person("给予谁")
    reason = text("理由（原来决定不予的，写明更正的理由）", required=False, length=300, rows=2)


class EndMemberForm(ChoosingForm):
    person = one_person("对谁终止援助")
    occasion = one_of(
        "终止的情形",
        [(code, f"第{BY_CODE[code].item}项　{BY_CODE[code].text}") for code in OF_ONE],
        error_messages={"required": "请选择终止的情形。"},
    )
    counsel = text("自行委托的律师或者代理人：姓名、单位（第六项必填）", required=False, length=120)
    provision = text("法律、法规的名称和条文（第八项必填）", required=False, length=120)
    heard = text("其本人的意见，或者没有听取的原因", rows=3)
    reasons = text("理由（写入只写明其一人的决定书）", rows=4)


class ResumeMemberForm(ChoosingForm):
    person = one_person("撤销对谁的终止")
    reason = text("理由（自行纠正的，写明原决定错在哪里）", length=300, rows=2)


class RefuseMemberForm(ChoosingForm):
    person = one_person("对谁不予援助")
    codes = ticks("不予援助的情形")
    reasons = text("理由（写入只写明其一人的决定书）", rows=4)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = grounds.refusals(case.kind, case.applicant_role, case.stage)
        self.fields["codes"].choices = [(row.code, row.text) for row in self.rows]

    def facts(self):
        names = {row.code: row.text for row in self.rows}
        return self.cleaned_data | {"grounds": [names[code] for code in self.cleaned_data["codes"]]}


class ElectForm(ChoosingForm):
    chosen_by = "people"
    people = ticks("代表人", message="请选择代表人。")
    reason = text("改选的理由（原来已经推选过的才填）", required=False, length=300, rows=2)


class CheckForm(ChoosingForm):
    chosen_by = "people"
    papers = ticks("收到的材料", MemberPaper.choices, required=False)
    received_on = day("收到日期", initial=timezone.localdate)
    means = forms.ChoiceField(
        label="经济状况", choices=[("", "不登记"), *MemberMeans.choices], required=False
    )
    people = ticks("是哪些人的", message="请选择是哪些人的。")
    undo = forms.BooleanField(label="登记错了：撤回所选材料的收到登记", required=False)
    reason = text("更正理由（撤回、改动已经登记的才填）", required=False, length=300, rows=2)


class GroupReportForm(OfficeForm):
    facts = text("人数、诉求和情绪", rows=4)
    measures = text("已做的工作和建议", rows=4)


class DrawForm(OfficeForm):
    size = forms.IntegerField(label="抽取人数", min_value=1, max_value=500)
    reason = text("重抽的理由（已经抽过的才填）", required=False, length=300, rows=2)


class CallForm(FollowUpForm):
    """As the call of one recipient; where the person was not reached, no answers."""

    person = one_person("回访谁")
    result = one_of("结果", [(one.value, one.label) for one in OUTCOMES])

    field_order = ("person", "manner", "result")

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        self.fields["person"].choices = [(one.pk, said_of(one)) for one in members]
        answers = set(self.fields) - {*self.field_order, "suggestions"}
        for name in answers:
            self.fields[name].required = False
        if not members:
            self.fields["person"].help_text = "还没有抽取，请先办理“抽取回访的人”。"

    def clean(self):
        data = super().clean()
        if data.get("result") != FollowUpResult.REACHED:
            return data
        for name in (*self.asked, "met", "told", "reported", "money_asked", "satisfaction"):
            if data.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, "接通的，请填写这一项。")
        return data

    def clean_satisfaction(self):
        return super().clean_satisfaction() if self.cleaned_data["satisfaction"] else ""

    def facts(self):
        said = super().facts()
        if said["result"] == FollowUpResult.REACHED:
            return said
        return {name: said[name] for name in ("person", "manner", "result", "suggestions")}


class SumRow(FormRow):
    """One person and a sum."""

    group, noun = "sum", "名单"
    row = forms.IntegerField(widget=forms.HiddenInput)
    amount = money("金额（元）", digits=14)

    member = None


class SumsForm(OfficeForm):
    """A sum for each of `members`; `standing`: {key: the sum on file}, `told`: {key: what is said beside it}."""

    def __init__(self, *args, members, standing, told, rows=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {one.pk: one for one in members}
        self.standing = standing
        self.sums = Rows(SumRow, rows or _posted(members, standing))
        for row in self.sums.shown:
            row.member = self.by_key.get(as_number(row["row"].value()))
            row.told = told.get(row.member.pk, "") if row.member else ""
            row.fields["amount"].widget.attrs["aria-label"] = f"{row.member or ''}的金额"

    def is_valid(self):
        return super().is_valid() and self.sums.is_valid()

    @property
    def problems(self):
        return problems_of(self, self.sums)

    def typed(self):
        """{key of a member: the sum typed, None for none}."""
        rows = (row.cleaned_data for row in self.sums.rows)
        return {row["row"]: row["amount"] for row in rows if row["row"] in self.by_key}


class WonForm(SumsForm):
    reason = text("理由（改动已经登记的、归档后补记的才填）", required=False, length=300, rows=2)

    def facts(self):
        changed = {key: sum for key, sum in self.typed().items() if sum != self.standing.get(key)}
        return {"amounts": changed, "reason": self.cleaned_data["reason"]}


class PayForm(SumsForm):
    paid_on = day("给付日期", initial=timezone.localdate)
    note = text("说明（谁给付、怎样给付）", required=False, length=120)
    reason = text("归档后补记的理由（如：执行到账）", length=300, rows=2)

    def __init__(self, *args, sealed, **kwargs):
        super().__init__(*args, **kwargs)
        if not sealed:
            del self.fields["reason"]

    def facts(self):
        paid = {key: sum for key, sum in self.typed().items() if sum is not None}
        return self.cleaned_data | {"amounts": paid}


class VoidForm(OfficeForm):
    payment = forms.TypedChoiceField(label="哪一笔", coerce=int, choices=())
    reason = text("作废的理由", length=300, rows=2)

    def __init__(self, *args, payments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payment"].choices = [
            (row.pk, f"{row.member} {row.paid_on:%Y-%m-%d} {yuan(row.amount)}元")
            for row in payments
        ]


def _posted(members, standing):
    """As the form would post them."""
    rows = QueryDict(mutable=True)
    for one in members:
        rows.appendlist("sum_row", str(one.pk))
        amount = standing.get(one.pk)
        rows.appendlist("sum_amount", "" if amount is None else str(amount))
    return rows
