"""What the household lives on, or why it is not asked about (Law art. 32, 34, 41, 42)."""

from django import forms

from cases.forms.intake_rows import FormRow, Member
from cases.forms.typed import Typed

from .question import Question


class Housemate(FormRow):
    group, noun = "member", "家里人"
    name, relation, age, occupation, monthly_income = (
        Member.base_fields[name]
        for name in ("name", "relation", "age", "occupation", "monthly_income")
    )


class MeansForm(Question):
    row, free = Housemate, 2
    asked = {
        "own_income": "申请人每月收入（元）",
        "savings": "全家的存款（元）",
        "own_savings": "其中申请人自己的存款（元）",
        "debts": "欠款（元）",
        "housing": "住房",
        "vehicle": "车辆",
        "spending": "大笔开支（看病、上学等）",
    }
    needed = ("own_income",)
    hints = {
        "own_income": "没有收入的填0。按最近一年平均每月算。",
        "housing": "比如：自家平房三间；租房。",
    }

    def prepare(self):
        hidden = Typed(self.draft.as_query).questions.hidden
        for name in hidden & self.fields.keys():
            del self.fields[name]


class SparedForm(Question):
    """Nothing is asked of whom the law spares (art. 32); the document that shows it is among the papers."""

    read = forms.BooleanField(label="知道了，有这份证明的我会拍照上传")


def favour_of(draft):
    """What art. 32 or 42 spares this applicant, or None."""
    return Typed(draft.as_query).favour


def means_form(draft):
    """Who is within art. 42 states the means too, which are not checked (程序规定 art. 11)."""
    hidden = Typed(draft.as_query).questions.hidden
    return SparedForm if "own_income" in hidden else MeansForm
