from django import forms

from legalaid.platform.documents.uploads import ACCEPT
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm, RowsField
from stations.enums import Duty
from stations.law.training import YES_NO
from stations.models import Course, CreditGoal, Question, TrainingSession

LETTERS = "ABCDEFGH"


class CourseForm(OfficeModelForm):
    opens = forms.MultipleChoiceField(
        label="对应职责",
        choices=Duty.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="基础课程：站点人员未取得证书前，这些职责列为“待培训”",
    )

    class Meta:
        model = Course
        fields = [
            "title",
            "rhythm",
            "basic",
            "opens",
            "outline",
            "credits",
            "valid_months",
            "drawn",
            "pass_mark",
            "tries",
            "active",
        ]
        widgets = {"outline": forms.Textarea(attrs={"rows": 4})}


class SessionForm(OfficeModelForm):
    class Meta:
        model = TrainingSession
        fields = ["starts_at", "ends_at", "place", "teacher", "capacity"]
        widgets = {
            name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            for name in ("starts_at", "ends_at")
        }


class QuestionForm(OfficeModelForm):
    """Options one a line; the answer as letters (AC) or, for true or false, 正确 or 错误."""

    choices = forms.CharField(
        label="选项",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个，依次为A、B、C……；判断题不填",
    )
    key = forms.CharField(label="答案", max_length=8, help_text="如 B、ACD；判断题填“正确”或“错误”")

    class Meta:
        model = Question
        fields = ["kind", "text", "explanation", "active"]

    field_order = ["kind", "text", "choices", "key"]

    def __init__(self, *args, instance=None, **kwargs):
        if instance and instance.pk:
            right = "".join(LETTERS[place] for place in instance.answer)
            if instance.kind == "true_false":
                right = instance.options[instance.answer[0]]
            kwargs["initial"] = {"choices": "\n".join(instance.options), "key": right}
        super().__init__(*args, instance=instance, **kwargs)

    def clean_choices(self):
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        if len(lines) > len(LETTERS):
            raise forms.ValidationError(f"最多{len(LETTERS)}个选项。")
        return lines

    def clean(self):
        data = super().clean()
        self.instance.options = data.get("choices", [])

        key = data.get("key", "").strip().upper()
        if data.get("kind") == "true_false":
            self._clean_true_or_false(key)
        elif key:
            self._clean_letters(key)
        return data

    def _clean_true_or_false(self, key):
        if key in YES_NO:
            self.instance.answer = [YES_NO.index(key)]
        else:
            self.add_error("key", "判断题的答案填“正确”或“错误”。")

    def _clean_letters(self, key):
        if set(key) <= set(LETTERS):
            self.instance.answer = sorted({LETTERS.index(letter) for letter in key})
        else:
            self.add_error("key", "答案用大写字母填写，如 B、ACD。")

    def add_domain_error(self, error):
        self.add_error("key" if error.field == "answer" else None, error.sentence)


class EnrolForm(OfficeForm):
    users = RowsField(label="人员", queryset=None, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, users, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = users


class TestForm(OfficeForm):
    """The questions of one sitting: radio buttons, boxes where several are right."""

    __test__ = False  # not a test class

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            label = f"{number + 1}. {question['text']}"
            field, widget = forms.ChoiceField, forms.RadioSelect
            if question["kind"] == "multiple":
                label += "（多选）"
                field, widget = forms.MultipleChoiceField, forms.CheckboxSelectMultiple

            options = [(str(place), option) for place, option in enumerate(question["options"])]
            self.fields[f"q{number}"] = field(
                label=label, choices=options, widget=widget, required=False
            )

    @property
    def answers(self):
        """For each question the places of the options chosen."""
        given = [self.cleaned_data[name] for name in self.fields]
        chosen = [[value] if isinstance(value, str) else value for value in given]
        return [[int(place) for place in places if place != ""] for places in chosen]


class TraineeSearch(forms.Form):
    who = forms.ChoiceField(
        label="人员", required=False, choices=[("staff", "工作人员"), ("handlers", "承办人")]
    )
    q = forms.CharField(label="姓名、单位", required=False, max_length=40)


class CreditGoalForm(OfficeModelForm):
    class Meta:
        model = CreditGoal
        fields = ["year", "credits"]

    def validate_unique(self):
        """The same year again changes its row."""


class MaterialForm(OfficeForm):
    title = forms.CharField(label="名称", max_length=60)
    file = forms.FileField(label="文件", widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}))
