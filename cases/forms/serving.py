from django import forms
from django.utils import timezone

from cases.enums import Addressee, ServedHow, ServiceNews
from legalaid.platform.office.forms import OfficeForm

from .fields import day, one_of, text, ticks
from .group import ChoosingForm

CHOOSE = {"required": "请选择。"}
UNCHANGED = "（更正的填写，不改的留空）"
DETAILS = ("recipient", "how", "number", "address", "through", "agreed", "sent_on", "note", "proof")


def one_row(label, *, required=True, empty="请选择"):
    return forms.ModelChoiceField(
        label=label, queryset=None, required=required, empty_label=empty, error_messages=CHOOSE
    )


class Bringing(OfficeForm):
    """How and when a paper is brought to somebody, with the proof."""

    paper = one_row("送达的文书")
    how = one_of("送达方式", ServedHow.choices)
    through = text("代收人和关系，或者转交的单位（代收、转交的填写）", length=80, required=False)
    agreed = text("何时、怎样同意电子送达（电子送达的填写）", length=200, required=False)
    sent_on = day("送出日期", initial=timezone.localdate)
    received_on = day("收到日期（还没有收到的留空）", required=False)
    note = text("备注（留置的，写见证人或者拍照、录像的情况）", length=300, required=False, rows=2)
    proof = one_row(
        "已签收的送达回证（先在“材料”中上传）", required=False, empty="没有或者以后上传"
    )

    def __init__(self, *args, papers, proofs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers
        self.fields["proof"].queryset = proofs


class ServeForm(Bringing):
    addressee = forms.ChoiceField(
        label="送给哪一方（抄送几方的文书填写）",
        choices=[("", "只有一方"), *Addressee.choices],
        required=False,
    )
    recipient = text("受送达人（留空的，按文书上写的）", length=60, required=False)
    number = text("邮件号码（邮寄的填写）", length=40, required=False)
    address = text("送达地址（邮寄、留置的填写；列表上遮蔽）", length=120, required=False)

    field_order = ("paper", "addressee", "recipient", "how", "number", "address")

    def clean(self):
        """Left open, the recipient follows the paper that was chosen."""
        data = super().clean()
        if not data.get("recipient") and data.get("paper"):
            said = data["paper"].facts
            data["recipient"] = said.get("to") or said.get("lead", "")
        if not data.get("recipient"):
            self.add_error("recipient", "请填写受送达人。")
        return data


class ServeMembersForm(ChoosingForm, Bringing):
    """A joint decision to some of a list; by post each with the own number."""

    chosen_by = "people"
    people = ticks("送达给谁（还没有收到的人）", message="请选择送达给谁。")
    numbers = text(
        "邮件号码（邮寄的，每行一人：姓名 号码；只选一人的只写号码）",
        length=20000,
        required=False,
        rows=3,
    )

    field_order = ("paper", "people", "how", "numbers")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = dict(self.fields["people"].choices)

    def clean(self):
        data = super().clean()
        people = [int(key) for key in data.get("people", [])]
        data["people"] = people
        if data.get("how") == ServedHow.POST and people:
            data["numbers"], unknown = numbers_of(data.get("numbers", ""), people, self.names)
            if unknown:
                self.add_error("numbers", unknown)
        else:
            data["numbers"] = {}
        return data


def numbers_of(typed, people, names):
    """({key of a member: number of the post}, what is wrong with it)"""
    lines = [line.split() for line in typed.splitlines() if line.strip()]
    if len(people) == 1 and len(lines) == 1 and len(lines[0]) == 1:
        return {people[0]: lines[0][0][:40]}, ""

    by_name = {}
    for key in people:
        by_name.setdefault(names[key].split("（")[0], []).append(key)
    found = {}
    for line in lines:
        keys = by_name.get(line[0], [])
        if len(line) != 2 or not keys:
            return {}, f"“{' '.join(line)[:40]}”不是所选的人的姓名和号码。"
        found[keys.pop(0)] = line[1][:40]
    missing = [names[key] for key in people if key not in found]
    return found, f"{missing[0]}没有邮件号码。" if missing else ""


class UpdateServiceForm(OfficeForm):
    service = one_row("哪一次送达")
    news = forms.TypedChoiceField(
        label="后来怎样", choices=ServiceNews.choices, coerce=ServiceNews, widget=forms.RadioSelect
    )
    on = day("收到或者退回的日期（更正的，写正确的收到日期）", required=False)
    reason = text("退回的原因，或者更正、作废的理由", length=200, required=False)
    recipient = text(f"受送达人{UNCHANGED}", length=60, required=False)
    how = forms.ChoiceField(
        label=f"送达方式{UNCHANGED}", choices=[("", "不改"), *ServedHow.choices], required=False
    )
    number = text(f"邮件号码{UNCHANGED}", length=40, required=False)
    address = text(f"送达地址{UNCHANGED}", length=120, required=False)
    through = text(f"代收人和关系，或者转交的单位{UNCHANGED}", length=80, required=False)
    agreed = text(f"同意电子送达的情况{UNCHANGED}", length=200, required=False)
    sent_on = day(f"送出日期{UNCHANGED}", required=False)
    note = text(f"备注{UNCHANGED}", length=300, required=False, rows=2)
    proof = one_row("已签收的送达回证（先在“材料”中上传）", required=False, empty="不改")

    def __init__(self, *args, services, proofs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services
        self.fields["proof"].queryset = proofs

    def facts(self):
        data = self.cleaned_data
        correct = {name: data[name] for name in DETAILS if data[name]}
        if data["on"]:
            correct["received_on"] = data["on"]
        plain = {name: data[name] for name in ("service", "news", "on", "reason")}
        return plain | {"correct": correct}
