from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.domain.lapse import LOOKED, MANNERS
from legalaid.platform.core import words
from legalaid.platform.office.forms import OfficeForm

from .fields import day, if_any, one_of, text, themselves, ticks


def in_a_week():
    return timezone.localdate() + timedelta(days=7)


def outstanding(case):
    """Titles of what is not in hand."""
    return [row.title for row in case.materials.all() if not row.received_on]


def _with_number(row, copies):
    many = copies.get(row.slot, 1)
    return f"{row.title}（{many}份）" if many > 1 else row.title


class CountedForm(OfficeForm):
    """How many of each: the receipt says so."""

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(case.materials.all())
        for row in self.counted():
            many = {"label": row.title, "initial": row.copies, "min_value": 1, "max_value": 99}
            self.fields[f"copies_{row.slot}"] = forms.IntegerField(required=False, **many)

    def counted(self):
        """The lines of which the receipt may give a number."""
        return self.rows

    @property
    def numbers(self):
        return [self[f"copies_{row.slot}"] for row in self.counted()]

    def copies(self):
        """{slot: how many}, of those that are told."""
        told = {row.slot: self.cleaned_data[f"copies_{row.slot}"] for row in self.counted()}
        return {slot: many for slot, many in told.items() if many}


class MaterialsForm(CountedForm):
    """Which lines of the checklist are in hand."""

    received = ticks("已收到的材料", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received"].choices = [(row.slot, if_any(row)) for row in self.rows]
        self.fields["received"].initial = [row.slot for row in self.rows if row.received_on]

    def facts(self):
        received, copies = self.cleaned_data["received"], self.copies()
        titles = [_with_number(row, copies) for row in self.rows if row.slot in received]
        return {"received": received, "materials": titles, "copies": copies}


class GapsForm(CountedForm):
    owed = ticks("容缺的材料")
    owed_by = day("补交期限", initial=in_a_week)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        missing = [row.title for row in self.rows if not row.received_on]
        self.fields["owed"].choices = themselves(missing)

    def counted(self):
        return [row for row in self.rows if row.received_on]

    def facts(self):
        said = {name: self.cleaned_data[name] for name in ("owed", "owed_by")}
        return said | {"copies": self.copies()}


class SupplementForm(OfficeForm):
    items = ticks("须补充的材料", required=False)
    other = text("其他须补充或说明的事项（一行一项）", required=False, rows=3)
    due = day("补正期限", initial=in_a_week)
    note = text("说明", required=False)
    later = text("上次通知后出现的新情况（再次通知的理由，写入通知书）", rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        if not case.supplements.exists():
            del self.fields["later"]
        self.fields["items"].choices = themselves(outstanding(case))
        if not self.fields[
            "items"
        ].choices:  # all was received; what cannot be read is written down
            del self.fields["items"]
            self.fields[
                "other"
            ].label = "须补充或说明的事项（一行一项；看不清的扫描件写明是哪一份）"

    def clean(self):
        data = super().clean()
        others = [line.strip() for line in data.get("other", "").splitlines() if line.strip()]
        data["items"] = [*data.get("items", []), *others]
        if not data["items"]:
            asked = "items" if "items" in self.fields else "other"
            self.add_error(asked, "请列明全部须补充的材料（一次性告知）。")
        return data

    def facts(self):
        facts = dict(self.cleaned_data)
        del facts["other"]
        return facts


class ReceiveSupplementForm(OfficeForm):
    items = ticks("收到的材料")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        notice = case.supplements.filter(answered_at=None).last()
        asked = notice.items if notice else []
        self.fields["items"].choices = themselves(asked)
        self.fields["items"].initial = asked


class ReceiveOwedForm(OfficeForm):
    items = ticks("收到的补交材料")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        owed = [row.title for row in case.materials.owed()]
        self.fields["items"].choices = themselves(owed)


def _asked(notice):
    """What was to come, and until when."""
    if notice is None:
        return ""
    return f"{words.day(notice.issued_at)}通知补正：{'、'.join(notice.items)}，期限至{words.day(notice.due)}。"


class DeemWithdrawnForm(OfficeForm):
    looked = ticks(
        "已经查过、没有收到补正材料的地方",
        themselves(LOOKED),
        message="每一处都查过，才能认定视为撤回。",
    )
    note = text("查找和联系申请人的情况", length=300, rows=2)
    told = text(
        "补正通知何时、怎样告知本人的（已登记在期限以内送达的不填）",
        length=200,
        rows=2,
        required=False,
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["looked"].help_text = _asked(case.supplements.last())


class RestoreForm(OfficeForm):
    items = ticks("收到的材料")
    manner = one_of("怎样交来", themselves(MANNERS))
    handed_in_on = day("交出日期（邮寄的为邮戳日期）")
    came_on = day("到达本中心或者工作站的日期")
    reason = text("当时没有查到的原因", length=300, rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        told = case.supplements.last()
        self.fields["items"].choices = themselves(told.items if told else ())
        self.fields["items"].help_text = _asked(told)


class WithdrawForm(OfficeForm):
    reason = text("撤回原因（申请人陈述）", rows=3)
