"""（一）机构、人员、设施、经费。"""

from legalaid.faces.statistics.annual.reading import change

from .words import area, join, kept, listed, sentence


def network(f):
    return join(stations(f), people(f), window(f), forces(f))


def stations(f):
    own = listed(
        f, ("乡镇工作站", "townships"), ("街道工作站", "subdistricts"), ("村（社区）联系点", "points")
    )  # fmt: skip
    partners = (
        f"在{f['partner_hosts']}设立部门工作站{f['partners']}" if f.known("partner_hosts") else ""
    )
    if not own and not partners:
        return ""
    return sentence(
        f"全{area(f)}设{own}" if own else "",
        partners,
        f"构建形成以{f['center']}为主导、乡镇（街道）工作站为基础、部门工作站为补充的法律援助工作网络"
        if own and partners
        else "",
    )


def people(f):
    """What is said of every station is said only where it holds of every one."""
    manned = f.known("unstaffed_stations") and not f.value("unstaffed_stations")
    charged = f.known("stations_without_duty") and not f.value("stations_without_duty")
    return sentence(
        f"全{area(f)}法律援助工作人员共{f['staff']}，其中专职{f['staff_full']}、兼职{f['staff_part']}",
        "各工作站均落实了专职或者兼职工作人员" if manned else "",
        "接待咨询、申请、受理、初审职责已经明确" if charged else "",
    )


def window(f):
    hall = (
        f"在便民服务大厅设立法律援助接待窗口，派驻工作人员{f['window_staff']}"
        if f.value("window_staff")
        else ""
    )
    return sentence(hall, f"配备业务用车{f['vehicles']}" if f.value("vehicles") else "")


def forces(f):
    found = listed(
        f, ("社会律师", "lawyers"), ("基层法律服务工作者", "grassroots"), ("法律援助机构律师", "agency_lawyers")
    )  # fmt: skip
    return f"承办力量有{found}。" if found else ""


def money(f):
    return join(funds(f), standard(f), paid(f), settled(f))


def funds(f):
    if not f.known("budget"):
        return f"本年度同级财政安排法律援助经费{f['budget']}，争取上级专项法律援助经费{f['provincial']}。"

    trend = change(f.value("budget"), f.value("budget_before"))
    upper = (
        f"{f['provincial_years']}，共争取上级专项法律援助经费{f['provincial']}；"
        if f.known("provincial")
        else ""
    )
    return f"{upper}{f['year']}年同级财政安排法律援助经费{f['budget']}{f'，{trend}' if trend else ''}。"


def standard(f):
    """A standard that was missed is a problem, and stands there."""
    if not f.known("average_subsidy"):
        return ""
    average = f"全{area(f)}法律援助案均补贴{f['average_subsidy']}"
    if not f.known("subsidy_standard"):
        return f"{average}（省定标准{f['subsidy_standard']}）。"

    met = f.value("average_subsidy") >= f.value("subsidy_standard")
    return f"{average}，达到省定{f['subsidy_standard']}的标准。" if met else f"{average}。"


def paid(f):
    return sentence(
        f"近三年年均办案{f['yearly_cases']}" if f.known("yearly_cases") else "",
        f"办案补贴发放率{f['payment_rate']}" if kept(f, "payment_rate") else "",
    )


def settled(f):
    if not f.known("four_settled"):
        return ""
    whole = f.known("four_missing") and not f.value("four_missing")
    lead = "实现了机构、人员、办公场所和经费“四落实”" if whole else "“四落实”中已经落实的"
    return f"{lead}：{f['four_settled']}。"
