from django import forms
from django.utils import timezone

from cases.enums import ConsentSigned, HearingNews, Signer, Signing
from cases.law import grounds
from legalaid.platform.core import words
from legalaid.platform.office.forms import OfficeForm

from .fields import day, either, moment, one_of, text, ticks

# what is dictated or typed with a thumb stays as it was said
DICTATED = {"autocapitalize": "off", "autocomplete": "off", "spellcheck": "false"}
MANNERS = [
    ("当面", "当面"),
    ("电话", "电话"),
    ("视频", "视频"),
    ("书面", "书面（邮寄）"),
    ("短信", "短信（微信）"),
]


class AgreementForm(OfficeForm):
    signed_on = day("签订日期", initial=timezone.localdate)
    signer = forms.ChoiceField(label="由谁签订", choices=Signer.choices)
    manner = forms.ChoiceField(label="签署方式", choices=Signing.choices)
    read_aloud = forms.BooleanField(label="已当面宣读协议和委托书的内容", required=False)
    helper = text("协助人（姓名、与签订人的关系）", length=80, required=False)


class PowersForm(OfficeForm):
    codes = ticks(
        "特别授权事项（不选为一般代理）",
        [(row.code, row.text) for row in grounds.SPECIAL_POWERS],
        required=False,
    )
    copies = forms.IntegerField(label="份数", min_value=2, max_value=20)

    def facts(self):
        chosen = self.cleaned_data["codes"]
        names = [row.text for row in grounds.SPECIAL_POWERS if row.code in chosen]
        return self.cleaned_data | {"powers": "、".join(names) or "一般代理"}


class DeclineForm(OfficeForm):
    reason = text("不接受指派的理由", rows=3)


class MeetingForm(OfficeForm):
    met_on = day("会见（约见）日期", initial=timezone.localdate)
    place = text("地点", length=80)
    manner = forms.ChoiceField(label="方式", choices=MANNERS)
    present = text("在场人", length=120, required=False)
    told = ticks(
        "已告知的四项事项",
        [(row.code, row.text) for row in grounds.FIRST_MEETING_TOLD],
        message="四项告知事项须全部告知。",
    )
    consented = either("是否同意由指派的律师辩护（代理）", "同意", "不同意")
    refusal = text("不同意的理由（自行委托律师的写明）", required=False, rows=2)
    signing = one_of("首次会见征询意见笔录", ConsentSigned.choices)
    unsigned_why = text("没有签名或者还没有扫描件的原因", length=120, required=False)
    read_aloud = forms.BooleanField(label="受援人阅读困难，记录已当面宣读", required=False)
    record = text("会见（约见）记录", rows=8, **DICTATED)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        if case.defended:
            self.fields["told"].label = "已告知的事项（刑事辩护，告知了的才选）"
            self.fields["told"].error_messages["required"] = "请选明告知了哪些事项。"
        if not case.by_notice:
            for name in ("consented", "refusal", "signing", "unsigned_why"):
                del self.fields[name]


class LogForm(OfficeForm):
    entry_kind = forms.ChoiceField(
        label="事项", choices=[(row.text, row.text) for row in grounds.LOG_KINDS]
    )
    done_on = day("日期", initial=timezone.localdate)
    manner = forms.ChoiceField(label="方式", choices=[("", "—"), *MANNERS], required=False)
    content = text("主要内容", rows=6, **DICTATED)


class ReportForm(OfficeForm):
    done_on = day("日期", initial=timezone.localdate)
    manner = forms.ChoiceField(label="方式", choices=MANNERS, initial="电话")
    content = text("通报内容", rows=6, **DICTATED)


class HearingForm(OfficeForm):
    starts_at = moment("开庭时间")
    organ = text("审理机关", length=80)
    place = text("地点（法庭）", length=80)
    note = text("备注", length=200, required=False)


class UpdateHearingForm(OfficeForm):
    hearing = forms.ModelChoiceField(
        label="哪一次开庭",
        queryset=None,
        empty_label="请选择",
        error_messages={"required": "请选择。"},
    )
    news = forms.TypedChoiceField(
        label="改期、取消，还是已经开过",
        choices=HearingNews.choices,
        coerce=HearingNews,
        widget=forms.RadioSelect,
    )
    starts_at = moment("改到什么时候（改期填写）", required=False)
    place = text("改到哪里（地点有变的填写）", length=80, required=False)
    reason = text("改期或者取消的原因", length=120, required=False)
    result = text("开庭结果（如：休庭，另行通知；当庭调解；择期宣判）", length=200, required=False)

    def __init__(self, *args, hearings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hearing"].queryset = hearings
        self.fields["hearing"].label_from_instance = _when_and_where


def _when_and_where(hearing):
    return f"{words.moment(hearing.starts_at)} {hearing.organ}{'（已取消）' if hearing.cancelled else ''}"
