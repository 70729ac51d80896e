from django import forms
from django.utils import timezone

from cases.law import grounds
from legalaid.platform.office.forms import OfficeForm

MANNERS = [
    ("当面", "当面"),
    ("电话", "电话"),
    ("视频", "视频"),
    ("书面", "书面（邮寄）"),
    ("短信", "短信（微信）"),
]


def day(label, **kwargs):
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


class AgreementForm(OfficeForm):
    signed_on = day("签订日期", initial=timezone.localdate)


class DeclineForm(OfficeForm):
    reason = forms.CharField(label="不接受指派的理由", widget=forms.Textarea(attrs={"rows": 3}))


class MeetingForm(OfficeForm):
    met_on = day("会见（约见）日期", initial=timezone.localdate)
    place = forms.CharField(label="地点", max_length=80)
    manner = forms.ChoiceField(label="方式", choices=MANNERS)
    present = forms.CharField(label="在场人", max_length=120, required=False)
    told = forms.MultipleChoiceField(
        label="已告知的四项事项",
        choices=[(row.code, row.text) for row in grounds.FIRST_MEETING_TOLD],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "四项告知事项须全部告知。"},
    )
    read_aloud = forms.BooleanField(label="受援人阅读困难，记录已当面宣读", required=False)
    record = forms.CharField(label="会见（约见）记录", widget=forms.Textarea(attrs={"rows": 8}))


class LogForm(OfficeForm):
    entry_kind = forms.ChoiceField(
        label="事项", choices=[(row.text, row.text) for row in grounds.LOG_KINDS]
    )
    done_on = day("日期", initial=timezone.localdate)
    manner = forms.ChoiceField(label="方式", choices=[("", "—"), *MANNERS], required=False)
    content = forms.CharField(label="主要内容", widget=forms.Textarea(attrs={"rows": 4}))


class ReportForm(OfficeForm):
    done_on = day("日期", initial=timezone.localdate)
    manner = forms.ChoiceField(label="方式", choices=MANNERS, initial="电话")
    content = forms.CharField(label="通报内容", widget=forms.Textarea(attrs={"rows": 4}))


class HearingForm(OfficeForm):
    starts_at = forms.DateTimeField(
        label="开庭时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    organ = forms.CharField(label="审理机关", max_length=80)
    place = forms.CharField(label="地点（法庭）", max_length=80)
    note = forms.CharField(label="备注", max_length=200, required=False)
