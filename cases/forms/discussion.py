import re

from django import forms
from django.utils import timezone

from cases.enums import Level, Vote
from cases.law.major import TOLD
from legalaid.platform.office.forms import OfficeForm

from .fields import day, moment, one_of, text

TASKS, MISSING = 3, 2
MINUTES = ("held_on", "conclusion", "against_why")
CALLED = ("question", "place")
TEMPLATE = "一、案件基本情况；二、争议焦点；三、证据和法律适用；四、拟采取的方案和风险。"


class FlagForm(OfficeForm):
    code = one_of("情形", TOLD)
    reason = text("理由", length=500, rows=3)


class OneFlag(forms.ModelChoiceField):
    def label_from_instance(self, flag):
        return str(flag)


class LiftForm(OfficeForm):
    flag = OneFlag(label="哪一项", queryset=None, empty_label=None)
    reason = text("取消的理由", length=300, rows=2)

    def __init__(self, *args, flags, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["flag"].queryset = flags


class CallForm(OfficeForm):
    level = one_of("由谁讨论", Level.choices)
    question = text("讨论的问题", length=2000, rows=4)
    planned_for = moment("讨论时间")
    place = text("地点或者方式", length=80)
    people = text(
        "参加人（每人一行：姓名 单位和职务）",
        rows=4,
        length=2000,
        placeholder="张明 律师事务所主任",
    )
    apart = text(
        "参加人与当事人、代理人同名的，写明怎样核对不是同一人（没有的不填）",
        required=False,
        length=200,
    )
    sent = text("会前发送的材料（每份一行，可不填）", required=False, rows=3, length=1000)

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = levels
        self.fields["question"].initial = TEMPLATE

    def clean_people(self):
        """[(name, post)]."""
        lines = [re.split(r"[\s，,]+", line.strip(), maxsplit=1) for line in _lines(self, "people")]
        people = [(line[0], line[1] if len(line) > 1 else "") for line in lines]
        if any(len(name) > 40 or len(post) > 80 for name, post in people):
            raise forms.ValidationError("姓名不超过40字，单位和职务不超过80字，每人一行。")
        return people

    def clean_sent(self):
        return _lines(self, "sent")


def _lines(form, name):
    return [line.strip() for line in form.cleaned_data[name].splitlines() if line.strip()]


class HoldForm(OfficeForm):
    """For each who was called the vote and what they said; the conclusion; what follows."""

    held_on = day("讨论日期", initial=timezone.localdate)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = list(people)

        for one in self.people:
            self.fields[f"vote-{one.pk}"] = forms.ChoiceField(
                label=f"{one.name}{f'（{one.post}）' if one.post else ''}",
                choices=[("", "请选择"), *Vote.choices],
                error_messages={"required": f"请选择{one.name}的意见。"},
            )
            self.fields[f"opinion-{one.pk}"] = text(
                f"{one.name}的发言要点（回避的写理由）", required=False, length=1000, rows=2
            )

        self.fields["conclusion"] = text("结论", length=2000, rows=3)
        self.fields["against_why"] = text(
            "多数人没有同意结论的，仍按此结论的理由", required=False, length=500, rows=2
        )
        self.more()

    def more(self):
        self.fields["early"] = text(
            "比召集的时间提前讨论的，写明原因（没有提前的不填）", required=False, length=200
        )
        self.follow(TASKS)

    def follow(self, number):
        self.numbers = range(1, number + 1)
        for number in self.numbers:
            self.fields[f"what-{number}"] = text(
                f"讨论后的事项{number}", required=False, length=200
            )
            self.fields[f"who-{number}"] = text("由谁办", required=False, length=40)
            self.fields[f"due-{number}"] = day("期限", required=False)

    def clean(self):
        data = super().clean()
        for number in self.numbers:
            row = [data.get(f"{name}-{number}") for name in ("what", "who", "due")]
            if any(row) and not all(row):
                self.add_error(f"what-{number}", "事项、由谁办和期限须一并填写。")
        return data

    def facts(self):
        early = self.cleaned_data["early"]
        return self.minutes() | {"tasks": self.tasks(), "early": early}

    def tasks(self):
        data = self.cleaned_data
        rows = [
            tuple(data[f"{name}-{number}"] for name in ("what", "who", "due"))
            for number in self.numbers
        ]
        return [row for row in rows if all(row)]

    def minutes(self):
        data = self.cleaned_data
        return {
            "held_on": data["held_on"],
            "said": {
                one.pk: (data[f"vote-{one.pk}"], data[f"opinion-{one.pk}"]) for one in self.people
            },
            "conclusion": data["conclusion"].strip(),
            "against_why": data["against_why"].strip(),
        }


class CorrectMinutesForm(HoldForm):
    """The minutes again, as they stand, and whom they left out; a task that is done stays, one whose line is emptied is taken out."""

    def __init__(self, *args, people, tasks, **kwargs):
        self.waiting = len(tasks)
        super().__init__(*args, people=people, **kwargs)

    def more(self):
        self.fields["question"] = text("讨论的问题", length=2000, rows=4)
        self.fields["place"] = text("地点或者方式", length=80)
        votes = [("", "没有漏记的人"), *Vote.choices]
        for number in range(1, MISSING + 1):
            names = {"name": f"漏记的参加人{number}", "post": "单位和职务"}
            for name, label in names.items():
                length = 40 if name == "name" else 80
                self.fields[f"{name}-{number}"] = text(label, required=False, length=length)
            self.fields[f"vote-new-{number}"] = forms.ChoiceField(
                label="意见", choices=votes, required=False
            )
            self.fields[f"opinion-new-{number}"] = text(
                "发言要点（回避的写理由）", required=False, length=1000, rows=2
            )
        self.follow(self.waiting + 1)
        self.fields["reason"] = text("更正的理由", length=200)

    def clean(self):
        data = super().clean()
        for number, row in enumerate(self._missing(), 1):
            if any(row) and not (row[0] and row[2]):
                self.add_error(f"name-{number}", "漏记的参加人，姓名和意见须一并填写。")
        return data

    def _missing(self):
        parts = ("name-{}", "post-{}", "vote-new-{}", "opinion-new-{}")
        return [
            tuple(self.cleaned_data.get(part.format(number), "") for part in parts)
            for number in range(1, MISSING + 1)
        ]

    def facts(self):
        data = self.cleaned_data
        called = {name: data[name].strip() for name in CALLED}
        missing = [row for row in self._missing() if row[0]]
        more = {"tasks": self.tasks(), "missing": missing, "reason": data["reason"]}
        return self.minutes() | called | more

    @staticmethod
    def on_file(row, people, tasks):
        said = {f"vote-{one.pk}": one.vote for one in people}
        said |= {f"opinion-{one.pk}": one.opinion for one in people}
        for number, task in enumerate(tasks, 1):
            said |= {f"what-{number}": task.what, f"who-{number}": task.who}
            said[f"due-{number}"] = task.due_on
        return said | {name: getattr(row, name) for name in (*MINUTES, *CALLED)}


class CancelForm(OfficeForm):
    reason = text("取消的理由", length=300, rows=2)


class TaskForm(OfficeForm):
    task = forms.ModelChoiceField(label="已办的事项", queryset=None, empty_label=None)

    def __init__(self, *args, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = tasks
        self.fields["task"].label_from_instance = lambda row: f"{row.what}（{row.who}）"
