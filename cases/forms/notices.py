"""Who gets which of several notified cases; the limit and the handing in of an opinion; the period of a table of organs."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm
from stations.models import Handler

from .fields import day, text
from .progress import DICTATED, MANNERS

SPREAD = "几件同时指派，按在办数分散，同案的分到不同机构。"


class AssignManyForm(OfficeForm):
    """A choice for each case among those who may have it, the proposed one chosen. `proposals`: of `queries.proposal`."""

    reason = text("指派理由（这一批共用；改选他人的必填）", required=False, rows=2)

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposed = {case.pk: chosen for case, _, chosen in proposals}

        for case, able, chosen in proposals:
            field = forms.ModelChoiceField(
                label=_label(case),
                queryset=Handler.objects.filter(pk__in=[one.handler.pk for one in able]),
                required=False,
                initial=chosen and chosen.pk,
                empty_label="不指派" if able else "没有可以指派的人",
            )
            field.choices = [
                ("", field.empty_label),
                *((one.handler.pk, _said(one)) for one in able),
            ]
            self.fields[_name(case)] = field

        self.order_fields([name for name in self.fields if name != "reason"])

    def handler_of(self, case):
        return self.cleaned_data.get(_name(case))

    def reason_of(self, case):
        """What is written for all of them; for one as it was proposed, how the proposals are made."""
        written = self.cleaned_data["reason"]
        as_proposed = self.handler_of(case) == self.proposed.get(case.pk)
        return written or (SPREAD if as_proposed else "")


def _label(case):
    about = "，".join(filter(None, (case.cause.name, case.get_notified_display())))
    wished = "、".join(str(wish.handler) for wish in case.wishes.all())
    asked = f"，受援人点选：{wished}" if wished else ""
    return f"{case.number} {case.applicant.name}（{about}{asked}）"


def _name(case):
    return f"handler-{case.pk}"


def _said(candidate):
    return f"{candidate.handler} {candidate.handler.firm}（{'，'.join(candidate.reasons)}）"


class OpinionDueForm(OfficeForm):
    organ = text("要求提交的机关", length=80)
    due = day("提交期限（含当日）")
    note = text("说明（如何告知的）", required=False, length=200)


class HandOpinionForm(OfficeForm):
    done_on = day("提交日期", initial=timezone.localdate)
    manner = forms.ChoiceField(label="方式", choices=MANNERS, initial="书面")
    content = text("辩护意见要点", rows=5, **DICTATED)
    urgent = text("没有集体讨论先行提交的理由", length=300, rows=2, required=False)

    def __init__(self, *args, asks, **kwargs):
        """`asks`: whether the case must be discussed at the centre first."""
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["urgent"]


TOLD = "请填写2000年至2099年之间的日期。"
YEARS = [
    MinValueValidator(date(2000, 1, 1), TOLD),
    MaxValueValidator(date(2099, 12, 31), TOLD),
]


class PeriodForm(OfficeForm):
    first = day("自", validators=YEARS)
    last = day("至", validators=YEARS)

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", "截止日期不能早于起始日期。")
        return data
