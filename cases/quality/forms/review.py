from decimal import Decimal

from django import forms
from django.utils import timezone

from cases.forms.fields import text
from cases.quality.law.sheet import plain
from cases.quality.models import Expert
from cases.quality.queries.expert import away_on
from legalaid.platform.office.forms import OfficeForm


class ExpertField(forms.ModelChoiceField):
    def label_from_instance(self, expert):
        away = away_on(expert.user, timezone.localdate())
        return f"{expert}（{expert.unit or '—'}）{f'，{away}' if away else ''}"


def expert(label):
    return ExpertField(
        label=label,
        queryset=Expert.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择专家。"},
    )


class DrawForm(OfficeForm):
    number = text("案件编号", length=40)


class OfExperts(OfficeForm):
    """`experts`: who may read the file, first who has least to read."""

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Expert.objects.filter(pk__in=[one.pk for one in experts]).with_people()
        for field in self.fields.values():
            if isinstance(field, ExpertField):
                field.queryset = rows


class AssignForm(OfExperts):
    first = expert("第一名专家")
    second = expert("第二名专家")


class ThirdForm(OfExperts):
    third = expert("第三名专家")


class SheetField(forms.ModelChoiceField):
    def label_from_instance(self, sheet):
        return f"{sheet.expert}（{sheet.expert.unit or '—'}）"


class OfSheets(OfExperts):
    sheet = SheetField(
        label="哪一份评分表", queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    reason = text("理由", length=300, rows=2)

    def __init__(self, *args, sheets, experts=(), **kwargs):
        super().__init__(*args, experts=experts, **kwargs)
        self.fields["sheet"].queryset = sheets


class ReplaceForm(OfSheets):
    expert = expert("改由谁评估")
    field_order = ("sheet", "expert", "reason")


class ObjectForm(OfficeForm):
    content = text("异议的内容和理由", length=2000, rows=6)


class FaultsForm(OfficeForm):
    faults = text("须整改的问题和要求", length=2000, rows=6)


class DoneForm(OfficeForm):
    done = text("整改情况", length=2000, rows=6)


class FoundForm(OfficeForm):
    found = text("复查意见", length=1000, rows=4)


class ScoreForm(OfficeForm):
    """A box for each item, with its points; the veto items; what is said of it."""

    def __init__(self, *args, sheet, **kwargs):
        items = sheet.items
        boxes = {f"m{number}": _mark(item) for number, item in enumerate(items)}
        self.base_fields = boxes | self._beside(sheet)
        super().__init__(*args, **kwargs)
        self.count = len(items)

    @staticmethod
    def _beside(sheet):
        vetoes = forms.MultipleChoiceField(
            label="一票否决情形（没有的不勾）",
            choices=[(one, one) for one in sheet.vetoes],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        opinion = text("评语（承办人看得到，不显示您的姓名）", required=False, length=1000, rows=4)
        return {"vetoes": vetoes, "opinion": opinion} if sheet.vetoes else {"opinion": opinion}

    def facts(self):
        data = self.cleaned_data
        marks = [data[f"m{number}"] for number in range(self.count)]
        return {"marks": marks, "vetoes": data.get("vetoes", ()), "opinion": data["opinion"]}


def _mark(item):
    return forms.DecimalField(
        label=f"{item.first} · {item.second} · {item.third}（{plain(item.points)}分）",
        min_value=Decimal(0),
        max_value=item.points,
        decimal_places=1,
        error_messages={
            "max_value": f"应在0至{plain(item.points)}分之间。",
            "min_value": f"应在0至{plain(item.points)}分之间。",
            "max_decimal_places": "最多一位小数。",
        },
    )
