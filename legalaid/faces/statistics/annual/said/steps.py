"""三、下一步工作措施：四条常规措施，各按当年的问题写实。"""

from .words import join


def steps(f, found):
    """{key: a step}; `found`: the problems of the year, which the steps answer."""
    return {
        "step_means": means(found),
        "step_partners": partners(found),
        "step_control": control(found),
        "step_publicity": publicity(f, found),
        "step_plan": f["plan"] if f.known("plan") else "",
    }


def means(found):
    return join(
        "提高重视程度。把法律援助工作列入重要议事日程，纳入经济和社会发展的总体规划，列为为民办实事的项目，",
        "充实专职法律援助律师和管理人员，" if found["problem_people"] else "",
        "落实办案补贴标准并及时发放，" if found["problem_money"] else "",
        "不断增加法律援助专项经费和人员配备。",
    )


def partners(found):
    return join(
        "密切协作配合。健全民事诉讼法律援助与司法救助的衔接机制，完善刑事法律援助中与公安、检察、法院的配合机制，",
        "逐单分析退回原因、减少转介退回，" if found["problem_partners"] else "",
        "缩短转办和反馈的时间。",
    )


def control(found):
    return join(
        "强化监督管理。加强对承办机构和承办人的监督，用好庭审旁听、案卷检查、征询意见和回访，",
        "对将满的期限提前预警、逐件督办，" if found["problem_clocks"] else "",
        "逐项查找承诺没有兑现的环节，" if found["problem_promises"] else "",
        "对质量薄弱的案件逐件整改，" if found["problem_quality"] else "",
        "督促律师、基层法律服务工作者自觉履行法律援助义务。",
    )


def publicity(f, found):
    silent = f.value("silent_stations", ())
    return join(
        "加大宣传力度。创新宣传形式，拓宽宣传渠道，让人民群众了解法律援助政策，",
        f"到没有业务的{len(silent)}个站点指导接待、开展宣传，" if silent else "",
        "扩大宣传的覆盖面，" if found["problem_reach"] else "",
        "营造有利于法律援助事业发展的社会氛围。",
    )
