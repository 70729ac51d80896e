"""（二）制度、七个一、五个转变。"""

from cases.law.sevenones import TITLES
from legalaid.faces.statistics.annual.standing import standing

from .words import join, kept, listed, sentence, told


def rules(f):
    return join(
        f"先后制定并公示工作制度{f['rules_count']}，" if f.known("rules_count") else "",
        standing(f, "rules"),
        systems(f),
    )


def systems(f):
    """The four of the county's report, each with what it did in the year."""
    return sentence(
        standing(f, "systems"),
        discussed(f),
        observed(f),
        supervised(f),
        filed(f),
    )


def discussed(f):
    return f"集体讨论案件{f['discussed']}" if f.value("discussed") else ""


def observed(f):
    if not f.known("observed"):
        return ""
    score = f"，平均评分{f['observed_score']}" if f.known("observed_score") else ""
    return f"旁听庭审{f['observed']}{score}"


def supervised(f):
    """Supervisors and what came of their work."""
    if not f.value("supervisors"):
        return ""
    done = told(f, ("完成监督任务", "supervisor_tasks"), ("提出监督意见", "supervisor_opinions"))
    answered = f"按期答复{f['supervisor_in_time']}" if f.value("supervisor_opinions") else ""
    return "，".join(filter(None, [f"在聘监督员{f['supervisors']}", *done, answered]))


def filed(f):
    files = f"建立承办人质量档案{f['quality_files']}" if f.known("quality_files") else ""
    grades = listed(
        f, ("优秀", "grade_excellent"), ("良好", "grade_good"), ("合格", "grade_pass")
    )  # fmt: skip
    return "，".join(filter(None, [files, f"案件质量评定{grades}" if grades else ""]))


def worked(f):
    """Whether there was a case to work on."""
    return f.known("granted") or bool(f.value("closed"))


def seven_ones(f):
    """All seven by name; the share of files that have them where it is one to show. Nothing in a year without a case to work on."""
    if not worked(f):
        return ""
    seven = "、".join(TITLES.values())
    whole = f"，七项齐备的占{f['seven_ones']}" if kept(f, "seven_ones") else ""
    archived = f"全年归档案件{f['archived']}{whole}。" if f.value("archived") else ""
    return join(standing(f, "seven_ones", 七个一=seven), archived, calls(f))


def calls(f):
    if not f.value("follow_ups"):
        return ""
    return sentence(
        f"回访受援人{f['follow_ups']}",
        f"接通率{f['reached']}" if kept(f, "reached") else "",
        f"满意率{f['satisfied']}" if kept(f, "satisfied") else "",
    )


def changes(f):
    """The five changes, each with this year's figure where there is one that speaks for it; of a year without cases none is claimed."""
    if not worked(f):
        return ""
    five = (
        ("工作目标由应援尽援向应援优援转变", excellent(f)),
        ("工作动力由受指派被动办案向自愿办案转变", willing(f)),
        ("办案主体由以社会律师为主体力量向社会律师、基层法律服务工作者和法律援助机构律师并重转变", shared(f)),
        ("受理审查由形式审查为主向形式审查和实体审查并重转变", examined(f)),
        ("监督管理由事后监督为主向过程控制、流程监督、事后监督并重转变", watched(f)),
    )  # fmt: skip
    told = "；".join(f"{words}{f'，{shown}' if shown else ''}" for words, shown in five)
    return f"{standing(f, 'changes')}{told}。"


def excellent(f):
    good = f.value("grade_excellent") + f.value("grade_good")
    return f"评定为优秀、良好的案件{good}件" if good else ""


def willing(f):
    if not f.known("pools"):
        return ""
    came = f"、报名{f['volunteers']}" if f.known("volunteers") else ""
    return f"公开征集承办人{f['pools']}{came}"


def shared(f):
    """Nothing is claimed of a balance where one kind of handler did everything."""
    found = told(
        f, ("社会律师", "by_lawyers"), ("基层法律服务工作者", "by_grassroots"), ("法律援助机构律师", "by_agency")
    )  # fmt: skip
    return f"分别办结：{'、'.join(found)}" if len(found) > 1 else ""


def examined(f):
    return f"在法定期限内作出决定的占{f['examined_in_time']}" if kept(f, "examined_in_time") else ""


def watched(f):
    return f"在法定期限内指派的占{f['assigned_in_time']}" if kept(f, "assigned_in_time") else ""
