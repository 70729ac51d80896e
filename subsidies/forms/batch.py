from datetime import timedelta

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from cases.enums import Kind
from legalaid.platform.core.words import day, month
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.operators import Choice, Days, SpokenFilterSet
from subsidies.domain.batch import last_of
from subsidies.enums import BatchState, Cost, Crossing, Manner
from subsidies.models import Batch, Fund
from subsidies.queries.work import COUNTED, computable, reimbursed

from .standard import DAY

UNFINISHED = "unfinished"
FINISHED = (BatchState.PUBLISHED, BatchState.DISCARDED)


class BatchFilter(SpokenFilterSet):
    q = filters.CharFilter(label="批号、名称、经费", method="by_words", max_length=40)
    state = filters.ChoiceFilter(
        label="状态",
        method="by_state",
        choices=[(UNFINISHED, "没有办完"), *BatchState.choices],
        empty_label="全部状态",
    )
    since = filters.DateFilter(label="到账自", field_name="paid_on", lookup_expr="gte", widget=DAY)
    until = filters.DateFilter(label="至", field_name="paid_on", lookup_expr="lte", widget=DAY)

    operators = (Choice("状态", "state"), Days("到账", "since", until="until"))

    class Meta:
        model = Batch
        fields = []

    def by_words(self, batches, name, words):
        funds = [fund.pk for fund in Fund.objects.all() if words in str(fund)]
        return batches.filter(
            Q(number__contains=words) | Q(title__contains=words) | Q(fund__in=funds)
        )

    def by_state(self, batches, name, state):
        if state == UNFINISHED:
            return batches.exclude(state__in=FINISHED)
        return batches.filter(state=state)


class BatchForm(OfficeForm):
    """Filled in for the month that is over and the money of the batch before."""

    title = forms.CharField(label="名称", max_length=80)
    last_day = forms.DateField(label="结案（完成）至", widget=DAY)
    fund = forms.ModelChoiceField(label="经费", queryset=Fund.objects.none())

    def __init__(self, *args, station, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        last = today.replace(day=1) - timedelta(days=1)

        fund = self.fields["fund"]
        fund.queryset = Fund.objects.open().filter(station=station)
        used = fund.queryset.filter(batches__isnull=False)

        last_day = self.fields["last_day"]
        last_day.help_text = f"现在可以核算的：{waiting_words(station, last, today)}。"

        self.initial |= {
            "title": f"{month(last)}补贴",
            "last_day": last,
            "fund": used.order_by("-batches__opened_at", "-batches__pk").first(),
        }


def waiting_words(station, *days):
    """What a batch up to each of these days would take in."""
    return "；".join(
        f"至{day(until)}有案件{_counted(cases, '件')}、其他工作{_counted(work, '件（次）')}"
        for until, (cases, work) in zip(days, computable(station, *days), strict=True)
    )


def _counted(number, unit):
    """3件; 200件以上, for a batch may hold tens of thousands and the form counts no more."""
    return f"{number}{unit}" if number < COUNTED else f"{COUNTED}{unit}以上"


class OpinionForm(OfficeForm):
    opinion = forms.CharField(label="意见（可不填）", max_length=200, required=False)


class PublicationForm(OfficeForm):
    """How long a list is shown from today on; filled in where a standard says so."""

    until = forms.DateField(label="公示至（含当日）", widget=DAY)

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        rule = "公示多少日，标准没有规定的，按本机构的规定填写"
        if days:
            rule = f"标准要求发放前公示{days}日"
            self.initial["until"] = last_of(timezone.localdate(), days)

        until = self.fields["until"]
        until.help_text = f"自今天起公示；{rule}。起止日期印在公示上。"


class AdjustForm(OfficeForm):
    amount = forms.DecimalField(label="加减额（元，扣减写负数）", max_digits=8, decimal_places=2)
    reason = forms.CharField(label="理由", max_length=100)


class WordsForm(OfficeForm):
    words = forms.CharField(label="内容", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


# when the receipts count, by whether the handler is only reimbursed
RECEIPTS = {
    True: "有公职身份或者属机构人员，补贴就是这些票据的合计，以标准的直接费用为限；没有票据的应发为零。",
    False: "本案的直接费用按标准的定额发放，不看票据；只有公职人员、机构人员承办的才按票据报销。",
}


def cost_field(label):
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=8, decimal_places=2
    )


class ClaimForm(OfficeForm):
    crossing = forms.ChoiceField(label="跨区域", choices=Crossing.choices, required=False)
    manner = forms.ChoiceField(label="办理方式", choices=Manner.choices, required=False)
    difficult = forms.BooleanField(label="重大疑难案件", required=False)
    gravest = forms.BooleanField(label="可能判处无期徒刑、死刑或者死刑复核", required=False)
    direct_costs = cost_field("直接费用票据合计（元）")
    executed = forms.IntegerField(
        label="执行到位的比例（%）",
        required=False,
        min_value=0,
        max_value=100,
        help_text="标准按执行到位的比例付的才用到。",
    )
    group_of = forms.ModelChoiceField(label="同一事实的首件", queryset=None, required=False)
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, *args, case, siblings, costs=(), **kwargs):
        """`costs`: the kinds of direct costs the standard asks for one by one."""
        super().__init__(*args, **kwargs)
        self.costs = costs
        for code in costs:
            self.fields[f"cost_{code}"] = cost_field(f"直接费用票据：{Cost(code).label}（元）")
        if costs:
            self.fields["direct_costs"].widget = forms.HiddenInput()
            names = list(self.fields)
            at = names.index("direct_costs")
            own = [f"cost_{code}" for code in costs]
            self.order_fields([*names[:at], *own, *names[at:]])
        if case.kind != Kind.CRIMINAL:
            del self.fields["gravest"]
        self.fields["group_of"].queryset = siblings
        counted = RECEIPTS[bool(case.handler) and reimbursed(case.handler)]
        self.fields[f"cost_{costs[-1]}" if costs else "direct_costs"].help_text = counted

    def clean(self):
        """Of what is stated by its kinds the whole is their sum."""
        data = super().clean()
        stated = {code: data.pop(f"cost_{code}", None) for code in self.costs}
        data["costs"] = {code: str(yuan) for code, yuan in stated.items() if yuan}
        if self.costs:
            data["direct_costs"] = sum(filter(None, stated.values())) or None
        return data
