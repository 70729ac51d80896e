from django import forms
from django.utils import timezone

from cases.forms.fields import day, either, one_of, text
from cases.quality.enums import JUDGED, InquiryManner, Mark
from legalaid.platform.office.forms import OfficeForm

SAID = ("answered_on", "manner", "timely", "prepared", "opinion", "clean", "overall", "remarks")


class AskForm(OfficeForm):
    number = text("案件编号", length=40)
    organ = text("办案机关（全称；不填的用案件登记的）", length=80, required=False)
    organ_number = text("办案机关案号（不填的用案件登记的）", length=60, required=False)


class AnswerForm(OfficeForm):
    timely = one_of("会见、阅卷是否及时", Mark.choices)
    prepared = one_of("庭前准备", Mark.choices)
    opinion = one_of("意见质量", Mark.choices)
    clean = either("廉洁", "没有发现问题", "反映有问题")
    overall = one_of("总体评价", JUDGED)
    remarks = text("其他意见", required=False, length=1000, rows=3)
    answered_on = day("答复日期", initial=timezone.localdate)
    manner = one_of("答复方式", InquiryManner.choices, initial=InquiryManner.SLIP)
    scan = forms.FileField(label="回执的扫描件或者照片", required=False)


class CorrectForm(AnswerForm):
    scan = None
    reason = text("更正的理由", length=200)


class UrgeForm(OfficeForm):
    note = text("向谁催问、怎样答复", length=200)
