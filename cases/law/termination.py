"""Why aid ends before its time (Law art. 48), and what each of these reasons asks for."""

from dataclasses import dataclass

ITEMS = {
    1: "受援人以欺骗或者其他不正当手段获得法律援助",
    2: "受援人故意隐瞒与案件有关的重要事实或者提供虚假证据",
    3: "受援人利用法律援助从事违法活动",
    4: "受援人的经济状况发生变化，不再符合法律援助条件",
    5: "案件终止审理或者已经被撤销",
    6: "受援人自行委托律师或者其他代理人",
    7: "受援人有正当理由要求终止法律援助",
    8: "法律法规规定的其他情形",
}
NUMERALS = "一二三四五六七八"
FRAUD = 1
"""The item of which the bureau is told, which may order the cost paid (Law art. 64)."""


@dataclass(frozen=True)
class Occasion:
    """What happened, and under which item of art. 48 aid ends for it."""

    code: str
    item: int
    text: str
    death: bool = False
    prior: str = (
        ""  # what was found of aid provided at once (PriorFinding), for which alone this is one
    )

    @property
    def ground(self):
        """The item in the words of the Law, for papers; what it leaves to other laws in the words of what happened."""
        return self.text.partition("，")[0] if self.item == 8 else ITEMS[self.item]

    @property
    def article(self):
        return f"法律援助法第四十八条第一款第{NUMERALS[self.item - 1]}项"


OCCASIONS = (
    Occasion("deceit", 1, ITEMS[1]),
    Occasion("concealment", 2, ITEMS[2]),
    Occasion("unlawful", 3, ITEMS[3]),
    Occasion("means", 4, ITEMS[4]),
    Occasion("ended", 5, "案件终止审理或者已经被撤销，而援助工作没有办完"),
    Occasion("ended_by_death", 5, "受援人死亡，案件因此终止审理、终结或者被撤销", death=True),
    Occasion("own_counsel", 6, ITEMS[6]),
    Occasion("reconciled", 7, "受援人与对方和解、和好或者结婚，要求终止"),
    Occasion("request", 7, "受援人因其他正当理由要求终止（撤回）"),
    Occasion("death", 8, "受援人死亡，案件没有因此终结", death=True),
    Occasion("unreachable", 8, "联系不上受援人，无法继续办理"),
    Occasion("prior_lapsed", 8, "先行提供法律援助后没有在期限内补办手续", prior="lapsed"),
    Occasion("prior_unfit", 8, "先行提供法律援助后经审查不符合法律援助条件", prior="ineligible"),
    Occasion("other", 8, ITEMS[8]),
)
OF_ONE = ("deceit", "concealment", "unlawful", "means", "own_counsel", "other")
"""For these aid of one of several ends alone; whoever wants no more of it leaves the list."""
BY_CODE = {row.code: row for row in OCCASIONS}
MADE_UP_FOR = "法律援助法第四十四条第二款"
"""Whoever was helped at once makes up for the formalities: proposed as the provision where that was not done."""
FEWEST_ATTEMPTS = (
    2  # days on which somebody who cannot be reached was looked for; the office's choice
)


def unfitting(code, *, by_notice, must_be_defended, regardless, prior):
    """Why aid cannot end for this reason in such a case, as a sentence; "" when it can. `regardless`: aided whatever the means (art. 32);
    `prior`: what was found of aid provided at once, "" where nothing was."""
    if BY_CODE[code].prior not in ("", prior):
        return "先行提供没有这样认定。请先办理“认定先行提供不能确认”。"
    if code == "means" and by_notice:
        return "通知指派的案件不审查经济状况，不能因经济状况变化终止。"
    if code == "means" and regardless:
        return "此案不受经济困难条件限制（法律援助法第三十二条），不能因经济状况变化终止。"
    if must_be_defended:
        return _not_of_the_defended(code)
    return ""


def _not_of_the_defended(code):
    """Whoever the Law wants defended does not lose the defence by a wish, whatever it is called, nor by being out of reach."""
    if BY_CODE[code].item == 7:
        return "应当有辩护人的，不因当事人的意愿终止。当事人不要律师的，请办理“登记当事人不同意”；已自行委托的，选自行委托。"
    if code == "unreachable":
        return "应当有辩护人的，不因联系不上而终止。请向办案机关了解其下落，继续辩护。"
    return ""


def lacking(code, said):
    """The first (field, sentence) of `all_lacking`; None where it is complete."""
    return next(iter(all_lacking(code, said)), None)


def all_lacking(code, said):
    """[(field, sentence)] of what this reason asks for and `said` leaves out. `said`: happened_on, borderline, counsel, provision, cost as stated,
    attempts as [(day, manner, result)]. A death is its own ground: which law ends aid by it was not read, so none need be named."""
    occasion, missing = BY_CODE[code], []
    if occasion.death and not said["happened_on"]:
        missing.append(("happened_on", "请填写死亡日期。"))
    if occasion.item == 5 and len(said["borderline"].strip()) < 4:
        missing.append(("borderline", "请写明为什么不按结案办理（不少于4个字）。"))
    if code == "own_counsel" and not said["counsel"].strip():
        missing.append(("counsel", "请写明自行委托的律师或者代理人（姓名、单位）。"))
    if occasion.item == 8 and not occasion.death and len(said["provision"].strip()) < 4:
        missing.append(("provision", "第八项须写明法律、法规的名称和条文。"))
    if occasion.prior and said["cost"] is None:
        missing.append(("cost", "请填写已实施法律援助的费用（没有发生的填0）。"))
    if code == "unreachable" and len({day for day, *_ in said["attempts"]}) < FEWEST_ATTEMPTS:
        told = f"联系不上的，至少写明不同的{FEWEST_ATTEMPTS}天各以什么方式联系过。"
        missing.append(("attempts", told))
    return missing
