"""What happened: which office, the cause in the people's words, the stage, the account, the other side."""

from django import forms

from cases.forms.intake import choices_of
from cases.forms.intake_rows import FormRow, Opponent
from cases.forms.typed import Typed
from cases.models import Cause
from cases.queries.cause import causes_said, search_causes

from ..queries import places_to_apply
from .question import LONGEST, Question

OFTEN = 8  # causes offered before anything is typed
NONE_OF_THEM = "0"
CHOOSE = "请选一项；都不像的，在下面用自己的话写一句。"


class PlaceForm(Question):
    station = forms.ChoiceField(label="交给哪个地方办理？", widget=forms.RadioSelect)
    hints = {
        "station": "选离您近、去补交材料方便的地方。交给乡镇工作站的，工作站收下后转给法律援助中心。"
    }

    def prepare(self):
        self.stations = {str(one.pk): one for one in places_to_apply()}
        self.fields["station"].choices = [(key, str(one)) for key, one in self.stations.items()]


class MatterForm(Question):
    """The causes of the county by the words people use; whoever finds none leaves it to the desk."""

    wish = forms.CharField(label="遇到了什么事？用自己的话写一句", max_length=60, required=False)
    cause = forms.ChoiceField(label="最像下面哪一种？", required=False, widget=forms.RadioSelect)
    hints = {"wish": "比如：老板不给工资、被车撞了、想离婚、老人没人养。"}

    def prepare(self):
        text = (
            self.data.get("wish") or "" if self.is_bound else self.draft.first_shown("wish")
        ).strip()
        meant = list(causes_said(text)) or list(search_causes(text[:20], limit=5)) if text else []
        often = Cause.objects.filter(frequent__gt=0)[: OFTEN - len(meant)]
        chosen = self.draft.first_shown("cause")
        kept = Cause.objects.filter(pk=chosen) if chosen.isdigit() and int(chosen) else ()
        self.meant = meant

        causes = {row.pk: row for row in (*meant, *kept, *often)}
        self.fields["cause"].choices = [
            *((str(pk), row.name) for pk, row in causes.items()),
            (NONE_OF_THEM, "都不像，或者不知道，请工作人员帮我选"),
        ]

    def clean(self):
        """Words alone are looked up first: what they may mean is shown to choose from."""
        data = super().clean()
        if not data.get("cause") and "cause" not in self.errors:
            self.add_error("cause", "找到下面几种，请选一项。" if self.meant else CHOOSE)
        if data.get("cause") == NONE_OF_THEM and not data.get("wish"):
            self.add_error("wish", "请用自己的话写一句遇到了什么事。")
        return data


class FactsForm(Question):
    asked = {
        "applicant_role": "申请人在案件里是什么人",
        "stage": "事情到了哪一步",
        "organ": "在哪个单位办（法院、仲裁委、公安局等，没有的不填）",
        "amount": "涉及多少钱（元，不知道的不填）",
        "limitation_on": "有没有最后期限（起诉、仲裁、上诉的截止日，不知道的不填）",
        "facts": "事情的经过，和您想要的结果",
    }
    needed = ("stage", "facts")
    hints = {
        "facts": "什么时候、什么地方、谁、做了什么、现在怎么样了、希望得到什么。写不全没关系，工作人员会再问。"
    }

    def prepare(self):
        ask = Typed(self.draft.as_query).questions
        for name, choices in choices_of(ask).items():
            if name in self.fields:
                self.fields[name].choices = choices
        self.fields["stage"].widget = forms.RadioSelect(choices=self.fields["stage"].choices)
        if not ask.roles or self.draft_kind != "criminal":
            del self.fields["applicant_role"]
        else:
            self.fields["applicant_role"].required = True
        if "amount" in ask.hidden:
            del self.fields["amount"]

        facts = self.fields["facts"]
        facts.max_length = LONGEST
        facts.validators = [*facts.validators, forms.CharField(max_length=LONGEST).validators[0]]

    @property
    def draft_kind(self):
        cause = Typed(self.draft.as_query).cause
        return cause.kind if cause else ""


class Other(FormRow):
    """The other side, as far as an applicant knows it."""

    group, noun = "opponent", "对方"
    name, id_number, phone, address = (
        Opponent.base_fields[name] for name in ("name", "id_number", "phone", "address")
    )


class OthersForm(Question):
    row, free = Other, 2
    asked = {"opponent_in_household": "对方是和申请人一起生活的家里人"}

    def prepare(self):
        self.fields[
            "opponent_in_household"
        ].help_text = "和对方一起生活的，只算申请人自己的收入和财产。"


def asks_for_others(draft):
    return "opponents" not in Typed(draft.as_query).questions.hidden
