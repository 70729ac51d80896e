"""Words that say it cannot wait for an answer by the network. Pure: text in, what to do at once out."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Help:
    """`call`: the number, "" for the centre's own."""

    call: str
    text: str


DANGER = Help("110", "现在有人身危险的，马上打110，说清在哪里。受了伤的打120。")
LIFE = Help(
    "120",
    "不想活了的、身边有人出事的，先打120、110；想找人说话，打12356心理援助热线，白天夜里都有人。",
)
CHILD = Help("110", "孩子受伤害的，打110报警；也可以打12345转未成年人保护，打12355找青少年服务台。")
LIMIT = Help(
    "12348", "快到开庭、上诉、仲裁、异议的日子，不要等网上答复，现在就打12348，或者上班时间到窗口。"
)
HELD = Help("12348", "家里人刚被带走、被关的，打12348或者中心电话，可以先请值班律师帮助。")
WORDS = (
    (DANGER, r"正在打|要打死|打死我|杀了?我|要杀|拿刀|持刀|掐脖|救命|救救我|报警|不敢回家|被打|打了?我|家暴|动手打|威胁我|跟踪我"),
    (DANGER, r"强奸|性侵|猥亵|非法拘禁|关在|锁在|不让我?出门|绑架"),
    (LIFE, r"不想活|活不下去|自杀|轻生|寻死|跳楼|喝(?:了)?农药|割腕|想死|同归于尽"),
    (CHILD, r"(?:孩子|女儿|儿子|学生|小孩).{0,12}(?:被打|被虐待|被性侵|被猥亵|被欺负|失踪)"),
    (LIMIT, r"(?:今天|明天|后天|这两天|马上|快).{0,8}(?:开庭|到期|过期|截止|执行|拍卖)"),
    (LIMIT, r"(?:上诉|仲裁|时效|异议|复议).{0,6}(?:到期|过期|快到|最后一天|还有[一二三两1-3]天)"),
    (HELD, r"(?:刚|今天|昨天|昨晚).{0,8}(?:被抓|被拘|被带走|刑拘|拘留)"),
)  # fmt: skip


def pressing(text):
    """[Help] the words of this question call for."""
    solid = re.sub(r"\s", "", text)
    return list(dict.fromkeys(help for help, words in WORDS if re.search(words, solid)))
