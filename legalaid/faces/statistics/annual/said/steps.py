"""三、下一步工作措施：四条常规措施，各按当年的问题写实。"""

from legalaid.faces.statistics.annual.standing import standing

from .words import join


def steps(f, found):
    """{key: a step}; `found`: the problems of the year, which the steps answer."""
    return {
        "step_means": means(f, found),
        "step_partners": partners(f, found),
        "step_control": control(f, found),
        "step_publicity": publicity(f, found),
        "step_plan": f["plan"] if f.known("plan") else "",
    }


def means(f, found):
    return join(
        standing(f, "means_opening"),
        "充实专职法律援助律师和管理人员，" if found["problem_people"] else "",
        "落实办案补贴标准并及时发放，" if found["problem_money"] else "",
        standing(f, "means_end"),
    )


def partners(f, found):
    return join(
        standing(f, "partners_opening"),
        "逐单分析退回原因、减少转介退回，" if found["problem_partners"] else "",
        standing(f, "partners_end"),
    )


def control(f, found):
    return join(
        standing(f, "control_opening"),
        "对将满的期限提前预警、逐件督办，" if found["problem_clocks"] else "",
        "逐项查找承诺没有兑现的环节，" if found["problem_promises"] else "",
        "对质量薄弱的案件逐件整改，" if found["problem_quality"] else "",
        standing(f, "control_end"),
    )


def publicity(f, found):
    silent = f.value("silent_stations", ())
    return join(
        standing(f, "publicity_opening"),
        f"到没有业务的{len(silent)}个站点指导接待、开展宣传，" if silent else "",
        "扩大宣传的覆盖面，" if found["problem_reach"] else "",
        standing(f, "publicity_end"),
    )
