from django import forms
from django.utils import timezone

from cases.domain.away import MANNERS
from cases.enums.agencies import AwayResult
from cases.law import grounds
from cases.law.jurisdiction import jurisdiction
from legalaid.platform.core.office import office_at
from legalaid.platform.office.forms import OfficeForm

from .fields import day, one_of, text, themselves, ticks

AID_AGENCIES = ("organ_county", "dispute_county", "event_county")  # of grounds.REFER_AWAY


class ReferAwayForm(OfficeForm):
    """Where the applicant should go: the kind, and of a legal aid agency its name."""

    kind = forms.ChoiceField(
        label="应向何处申请", choices=[(row.code, row.text) for row in grounds.REFER_AWAY]
    )
    agency = text("机构名称（法律援助机构须写全称）", required=False, length=60)
    reason = text("理由", rows=3)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        county = office_at(timezone.now())["county"]
        found = jurisdiction(case.stage, case.organ, county)
        self.fields["kind"].help_text = "".join(found.reasons)

    def clean(self):
        data = super().clean()
        if data.get("kind") in AID_AGENCIES and not data.get("agency"):
            self.add_error("agency", "请写明是哪一个法律援助机构，告知书和移送函写它的名称。")
        return data

    def facts(self):
        data = self.cleaned_data
        destination = data["agency"] or grounds.text_of(grounds.REFER_AWAY, data["kind"])
        aid_agency = data["kind"] in AID_AGENCIES
        return {"destination": destination, "reason": data["reason"], "aid_agency": aid_agency}


class ForwardPapersForm(OfficeForm):
    sent_on = day("移送日期", initial=timezone.localdate)
    manner = one_of("移送方式", themselves(MANNERS))
    titles = ticks("移送的材料", message="请勾选移送的材料。")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        in_hand = [row.title for row in case.materials.all() if row.received_on]
        self.fields["titles"].choices = themselves(["法律援助申请表", *in_hand])


class RecordReceiptForm(OfficeForm):
    result = one_of("对方", AwayResult.choices)
    answered_on = day("回执日期", initial=timezone.localdate)
    answer = text("回执内容（退回的写明理由）", required=False, rows=3)

    def clean_result(self):
        return AwayResult(self.cleaned_data["result"])


class RecallReferralForm(OfficeForm):
    reason = text("撤销的理由（如对方退回，或者原判断有误）", length=300, rows=3)
