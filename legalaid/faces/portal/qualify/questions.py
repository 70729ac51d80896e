"""The questions, asked only where the answers before make them matter. Pure: what was answered is a plain dict."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cases.law.exemption import MAY_LACK_INCOME

from .facts import AIDED, NO, SOLDIER, UNSURE, YES, counts_means, crowds_of, is_accused
from .matters import MATTERS

CROWDS = {
    "migrant_worker": "从农村出来打工的",
    "minor": "不满十八岁",
    "elderly": "满六十岁",
    "disabled": "有残疾证",
    "blind_deaf_mute": "看不见、听不见或者不能说话",
    "minimum_living": "吃低保的",
    "destitute": "特困供养的",
    AIDED: "领其他社会救助、司法救助的",
    "preferential": "优抚对象（如烈属、伤残军人）",
    SOLDIER: "军人、军属",
    "abuse_victim": "受家人打骂、虐待、遗弃的",
    "foreigner": "外国人、无国籍人",
}
GRAVE = (
    ("unaware", "成年人，不能完全明白自己在做什么"),
    ("life_or_death", "可能判无期徒刑、死刑"),
    ("death_review", "死刑复核"),
    ("absentia", "人不到庭，法院缺席审判"),
    ("commitment", "被申请强制医疗"),
)
MOST_HEADS, MOST_MONEY = 30, Decimal(10) ** 9


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    help: str = ""
    choices: tuple = ()
    many: bool = False
    unit: str = ""
    whole: bool = False

    def read(self, given):
        """(answer, what is wrong with it) of the words a browser sent, a list."""
        if self.choices:
            return self._chosen(given)
        text = (given[0] if given else "").strip().replace(",", "").replace("，", "")
        try:
            number = int(text) if self.whole else Decimal(text)
        except (ValueError, InvalidOperation):
            return None, "请填数字，如 3。" if self.whole else "请填数字，如 1500。没有的填 0。"
        return self._within(number)

    def _chosen(self, given):
        known = dict(self.choices)
        if any(one not in known for one in given) or (not self.many and len(given) != 1):
            return None, "请选一项。"
        return (sorted(set(given)), "") if self.many else (given[0], "")

    def _within(self, number):
        if self.whole:
            within = 1 <= number <= MOST_HEADS
            return (number, "") if within else (None, f"请填 1 到 {MOST_HEADS} 之间的数。")
        if not number.is_finite() or not 0 <= number < MOST_MONEY:
            return None, "这个数不对，请核对。没有的填 0。"
        return str(number.quantize(Decimal("0.01"))), ""


STAGES = (
    ("none", "还没有打官司"),
    ("going", "正在仲裁或者打官司"),
    ("enforce", "已经判了、裁了，对方不照办"),
    ("final", "已经判了、生效了，我不服"),
    ("retrial", "法院决定再审，或者检察院抗诉了"),
)
WHETHER = ((YES, "是"), (NO, "不是"))
HAVE = ((YES, "有"), (NO, "没有"))
QUESTIONS = (
    Question("matter", "您遇到的是什么事？", "选最像的一项。", tuple((key, one.text) for key, one in MATTERS.items())),
    Question("hurt", "有没有人受伤或者去世？", "只坏了车子、东西的，选“没有”。", HAVE),
    Question("stage", "事情办到哪一步了？", "", STAGES),
    Question("lawyer", "您自己请了律师吗？", "自己花钱请的，或者亲友替您请的。", HAVE),
    Question("crowds", "需要律师的人是下面哪种人？", "可以选几项。都不是的，直接点下一步。单位申请的，请先问我们。", tuple(CROWDS.items()), many=True),
    Question("grave", "案子是下面哪种情形？", "可以选几项。都不是、不知道的，直接点下一步。", GRAVE, many=True),
    Question("income_source", "有没有固定的生活来源？", "如工资、退休金、稳定的种养收入。", HAVE),
    Question("home", "对方是和您一起生活的家人吗？", "是的，只算您自己的收入。", WHETHER),
    Question("heads", "一起生活的家人有几个？", "连您自己算在内。", unit="人", whole=True),
    Question("income", "全家一个月一共收入多少？", "工资、种养、退休金都算，大概的数就行。", unit="元"),
    Question("own_income", "您自己一个月收入多少？", "大概的数就行。", unit="元"),
    Question("savings", "存款、股票一共有多少？", "大概的数就行。对方是一起生活的家人的，只填您自己的。", unit="元"),
    Question("here", "事情在本县吗？", "打官司的，看法院、检察院、公安在哪里。别的，看处理的单位、事情出的地方。有一样在本县，就选“在本县”。",
             ((YES, "在本县"), (NO, "在别处"), (UNSURE, "说不清"))),
)  # fmt: skip


def asked(answers, *, assets=False):
    """[Question] that matter as far as is answered. `assets`: the province looks at savings too."""
    wanted = _wanted(answers, assets)
    return [one for one in QUESTIONS if one.key in wanted]


def current(answers, *, assets=False):
    """The first that has no answer, or None."""
    return next((one for one in asked(answers, assets=assets) if one.key not in answers), None)


def _wanted(answers, assets):
    wanted = {"matter", "stage", "lawyer", "crowds", "here"}
    matter = MATTERS.get(answers.get("matter"))
    if matter is None:
        return wanted

    wanted |= {"hurt"} if matter.hurt else set()
    wanted |= {"grave"} if is_accused(answers) else set()
    crowds = crowds_of(answers)
    if crowds & set(MAY_LACK_INCOME):
        wanted.add("income_source")
    if "crowds" in answers and counts_means(answers):
        wanted |= {"home"} if matter.family else set()
        alone = answers.get("home") == YES
        wanted |= {"own_income"} if alone else {"heads", "income"}
        wanted |= {"savings"} if assets else set()
    return wanted
