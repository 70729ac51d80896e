"""Sentences of the annual report that no figure makes: standing words of the county's report, which the centre may word (decision 144)."""

from dataclasses import dataclass
from datetime import date

from legalaid.platform.core.registry import Registry
from legalaid.platform.core.wording import filled, fitting
from legalaid.platform.documents.passages import Passage, Place

REPORT = "年度工作报告"
STANDING = Registry()


@dataclass(frozen=True)
class Standing:
    """`examples`: {label: words} of its places."""

    passage: Passage
    examples: dict


def _standing(key, label, text, *, may=(), **must):
    """`must`: the places that may not be left out, each with an example; `may`: pairs of the others."""
    examples = {**must, **dict(may)}
    places = tuple(Place(name, name in must) for name in examples)
    passage = Passage(f"annual.{key}", label, text, places, within=True, of=REPORT, longest=400)
    STANDING[key] = Standing(passage, examples)


def sent_by(year):
    """The day by which the report of a year was sent: it is written in the year after. What is worded later is for later reports."""
    return date(year + 1, 12, 31)


def standing(f, key, **values):
    """The sentence as the centre words it, with its places filled."""
    one = STANDING[key].passage
    anew = f.worded.get(one.key)
    return filled(fitting(anew["text"], values, one.text) if anew else one.text, values)


_standing(
    "lead", "开头：工作的依据",
    "{年度}年，在{县}委、{县}政府领导和上级业务部门指导下，{县名}法律援助工作坚持以提高服务质量为目标，"
    "以完善规章制度、规范法律援助行为为支撑，依照《中华人民共和国法律援助法》履行职责。",
    年度="2026", 县名="清和县", may=[("县", "县")],
)  # fmt: skip
_standing("rules", "制度建设", "对法律援助申请的受理、审查、指派作了具体规定，"
    "接待、审查、受理、指派、办理、结案、归档、监督回访、补助发放各环节均有时限、有文书、有记录，"
    "法律援助的对象、形式、范围、条件、程序和工作流程图向社会公开，接受群众监督。")  # fmt: skip
_standing(
    "systems",
    "四项制度",
    "落实重大疑难案件集体讨论、旁听庭审、法律援助监督员和法律援助质量档案制度",
)
_standing("seven_ones", "“七个一”工作法", "推行“七个一”工作法（{七个一}），以每案必留的凭据规范办案过程。",
    七个一="一份申请、一份协议")  # fmt: skip
_standing("changes", "引出五个转变", "以“七个一”工作法推动法律援助工作“五个转变”：")
_standing("window", "便民服务窗口",
    "在便民服务窗口公开办事指南和工作流程图，推行“法律援助工作全程公示制”、“一站式便民服务承诺制”和“半小时个案办结制”，"
    "咨询、申请、受理、打印、查询在一个窗口办理，案件进展由受援人本人查询，网上二十四小时受理申请。")  # fmt: skip
_standing(
    "green",
    "绿色通道",
    "为农民工、老年人、残疾人、妇女和未成年人、交通事故受害人开通维权绿色通道，简化申请和审批手续",
)
_standing(
    "publicity",
    "普法规划",
    "贯彻《中华人民共和国法律援助法》，将法律援助宣传教育列入{规划}规划。",
    规划="“九五”普法",
)
_standing("gap", "引出问题",
    "虽然法律援助工作取得了一定成效，但与经济社会发展的客观要求和人民群众的期望相比，还存在一定的差距，主要表现在以下几个方面：")  # fmt: skip
_standing("no_gap", "没有问题时", "从本年度登记的数据看，没有发现需要列明的问题。")
_standing("means_opening", "措施一的开头",
    "提高重视程度。把法律援助工作列入重要议事日程，纳入经济和社会发展的总体规划，列为为民办实事的项目，")  # fmt: skip
_standing("means_end", "措施一的结尾", "不断增加法律援助专项经费和人员配备。")
_standing("partners_opening", "措施二的开头",
    "密切协作配合。健全民事诉讼法律援助与司法救助的衔接机制，完善刑事法律援助中与公安、检察、法院的配合机制，")  # fmt: skip
_standing("partners_end", "措施二的结尾", "缩短转办和反馈的时间。")
_standing("control_opening", "措施三的开头",
    "强化监督管理。加强对承办机构和承办人的监督，用好庭审旁听、案卷检查、征询意见和回访，")  # fmt: skip
_standing("control_end", "措施三的结尾", "督促律师、基层法律服务工作者自觉履行法律援助义务。")
_standing(
    "publicity_opening",
    "措施四的开头",
    "加大宣传力度。创新宣传形式，拓宽宣传渠道，让人民群众了解法律援助政策，",
)
_standing("publicity_end", "措施四的结尾", "营造有利于法律援助事业发展的社会氛围。")
