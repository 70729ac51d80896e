"""What comes to a county centre: causes with their weights, crowds, stages and the sentences of an application."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    cause: str
    weight: int
    crowd: str
    stage: str
    role: str
    mode: str
    facts: str
    organ: str = ""
    money: tuple = ()
    ages: tuple = (22, 68)


MATTERS = (
    Matter("追索劳动报酬纠纷", 34, "migrant_worker", "仲裁", "申请人", "劳动仲裁代理",
           "申请人{since}起在{who}从事{job}工作，双方约定月工资{wage}元。至{until}共拖欠工资{sum}元，多次催要未果，请求支付。",
           "清和县劳动人事争议仲裁委员会", (6000, 48000)),
    Matter("工伤保险待遇纠纷", 11, "migrant_worker", "仲裁", "申请人", "劳动仲裁代理",
           "申请人在{who}从事{job}时受伤，已认定工伤，{who}未支付停工留薪期工资和一次性伤残补助，请求支付{sum}元。",
           "清和县劳动人事争议仲裁委员会", (30000, 160000)),
    Matter("机动车交通事故责任纠纷", 17, "farmer", "一审", "原告", "民事诉讼代理",
           "申请人于{since}被机动车撞伤，交警认定对方负主要责任，赔偿未能协商一致，请求赔偿{sum}元。", "清和县人民法院", (20000, 230000)),
    Matter("离婚纠纷", 10, "abuse_victim", "一审", "原告", "民事诉讼代理",
           "申请人婚后长期遭受对方殴打，曾两次报警，现请求离婚并确定子女抚养。", "清和县人民法院", (), (24, 55)),
    Matter("抚养费纠纷", 9, "minor", "一审", "原告", "民事诉讼代理",
           "申请人父母离婚后随母亲生活，父亲自{since}起未支付抚养费，请求支付拖欠的抚养费{sum}元。", "清和县人民法院", (6000, 36000), (3, 17)),
    Matter("赡养费纠纷", 8, "elderly", "一审", "原告", "民事诉讼代理",
           "申请人年老多病，无固定收入，子女长期不履行赡养义务，请求每月支付赡养费。", "清和县人民法院", (6000, 20000), (66, 88)),
    Matter("医疗损害责任纠纷", 3, "disabled", "一审", "原告", "民事诉讼代理",
           "申请人在医院手术后出现并发症致残，双方对责任有争议，请求赔偿{sum}元。", "清和县人民法院", (50000, 300000)),
    Matter("确认劳动关系纠纷", 6, "poor", "仲裁", "申请人", "劳动仲裁代理",
           "申请人自{since}起在{who}从事{job}工作，双方没有签订书面劳动合同，{who}否认劳动关系，请求确认。",
           "清和县劳动人事争议仲裁委员会"),
    Matter("盗窃罪", 5, "poor", "审查起诉", "犯罪嫌疑人", "刑事辩护",
           "申请人因涉嫌盗窃被取保候审，案件已移送审查起诉，因经济困难没有委托辩护人。", "清和县人民检察院"),
    Matter("故意伤害罪", 3, "poor", "一审", "被告人", "刑事辩护",
           "申请人因涉嫌故意伤害被提起公诉，因经济困难没有委托辩护人。", "清和县人民法院"),
)  # fmt: skip
JOBS = ("砌筑", "钢筋绑扎", "缝纫", "装卸", "保洁", "木工", "货运")
ENDS = (
    (("won", "判决书"), 30),
    (("partly_won", "判决书"), 22),
    (("mediated", "调解书"), 34),
    (("lost", "判决书"), 5),
    (("settled", "和解协议"), 9),
)

# where a case of this age may stand, with weights; older cases are mostly done
ENDINGS = (
    (
        7,
        (
            ("submitted", 4),
            ("form_review", 3),
            ("merits_review", 3),
            ("decision", 3),
            ("supplement", 1),
            ("granted", 2),
        ),
    ),
    (
        20,
        (
            ("offered", 2),
            ("agreement", 3),
            ("first_meeting", 3),
            ("handling", 6),
            ("refused", 1),
            ("supplement", 1),
        ),
    ),
    (
        90,
        (
            ("handling", 10),
            ("concluded", 2),
            ("closing_review", 2),
            ("withdrawn", 1),
            ("referred_away", 1),
        ),
    ),
    (
        160,
        (
            ("handling", 4),
            ("concluded", 2),
            ("closing_review", 3),
            ("closing_returned", 1),
            ("follow_up", 4),
            ("archiving", 3),
        ),
    ),
    (
        10_000,
        (("archived", 24), ("archiving", 2), ("refused", 2), ("withdrawn", 1), ("handling", 1)),
    ),
)

# what lies on the desks this week: where a case stands, how many days old it is, its cause, whether a station sent it; the newest last.
# What the green channel takes is not older than a day; what runs by the law's own limits may be.
PAY, LABOUR, TRAFFIC = "追索劳动报酬纠纷", "确认劳动关系纠纷", "机动车交通事故责任纠纷"
FRESH = (
    ("granted", 6.2, LABOUR, True),
    ("decision", 6.1, LABOUR, False),
    ("decision", 5.2, "盗窃罪", False),
    ("merits_review", 4.6, LABOUR, True),
    ("offered", 4.5, "故意伤害罪", False),
    ("supplement", 4.4, TRAFFIC, False),
    ("merits_review", 4.2, "盗窃罪", False),
    ("supplement", 3.8, PAY, True),
    ("form_review", 3.1, LABOUR, False),
    ("handed_over", 1.4, LABOUR, True),
    ("granted", 0.96, PAY, False),
    ("decision", 0.9, "离婚纠纷", True),
    ("decision", 0.8, PAY, False),
    ("granted", 0.75, "抚养费纠纷", False),
    ("decision", 0.7, PAY, False),
    ("decision", 0.6, "赡养费纠纷", True),
    ("form_review", 0.5, "工伤保险待遇纠纷", False),
    ("handed_over", 0.4, TRAFFIC, True),
    ("at_station", 0.3, "赡养费纠纷", True),
    ("submitted", 0.2, PAY, False),
    ("handed_over", 0.1, "离婚纠纷", True),
    ("submitted", 0.05, "抚养费纠纷", False),
)
# and on the desk of the lawyer one signs in as
LAWYERS = (
    ("handling", 33, TRAFFIC),
    ("handling", 27, PAY),
    ("handling", 21, "抚养费纠纷"),
    ("first_meeting", 11, PAY),
    ("agreement", 7, LABOUR),
    ("offered", 3.6, "工伤保险待遇纠纷"),
)
WEEK = (*((*row, False, True) for row in LAWYERS), *((*row, False) for row in FRESH))
HURRY = 0.15  # how much of its usual time a step takes in a case that is not a day old


def fresh(count):
    """This week's rows among `count` walked cases: none of a county too small to have an earlier year."""
    return WEEK if count >= 2 * len(WEEK) else ()


def of(cause):
    return next(matter for matter in MATTERS if matter.cause == cause)


def pick(rng):
    return rng.choices(MATTERS, [m.weight for m in MATTERS])[0]
