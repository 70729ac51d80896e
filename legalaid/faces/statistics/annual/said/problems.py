"""二、存在的问题：只写数据看得出的。薄弱的承诺、沉寂的站点、迟交的卷宗写在这里，不写在成效里。"""

from stations.hall.queries.ticket import promise_words

from .words import fell, listed, sentence, weak

HEAVY = (
    20  # cases a year for each of the centre's staff, above which the load is named as a problem
)
NAMED = 5  # stations named before the rest are counted


def problems(f):
    """{key: what the data show}; "" of what they do not."""
    return {
        "problem_people": people(f),
        "problem_stations": stations(f),
        "problem_partners": partners(f),
        "problem_promises": promises(f),
        "problem_clocks": clocks(f),
        "problem_quality": quality(f),
        "problem_money": money(f),
        "problem_reach": reach(f),
    }


def people(f):
    own, staff = f.value("agency_lawyers"), f.value("staff_center")
    load = f.value("granted") / staff if staff else 0
    if own and load < HEAVY:
        return ""
    return "法律援助专业人员力量不足。" + sentence(
        f"{f['center']}现有编制{f['posts']}" if f.known("posts") else "",
        f"专职法律援助律师{f['agency_lawyers']}" if own else "未配备专职法律援助律师",
        f"中心工作人员人均承担案件{load:.0f}件" if load >= 1 else "",
        "现有人员难以完全满足指派、监督和质量检查的需要",
    )


def stations(f):
    silent, empty = f.value("silent_stations", ()), f.value("unstaffed_stations", ())
    part_time = f.value("staff_part") > f.value("staff_full")
    if not (silent or empty or part_time):
        return ""
    strong = f"{f['strong_stations']}作用发挥较好" if f.known("strong_stations") else ""
    few = f"{f['weak_stations']}提交申请较少" if f.known("weak_stations") and not silent else ""
    return "基层站点作用发挥不充分。" + sentence(
        f"工作人员以兼职为主（{f['staff_part']}）" if part_time else "",
        f"{named(empty)}没有工作人员" if empty else "",
        strong,
        few,
        f"{named(silent)}全年没有登记申请和咨询" if silent else "",
    )


def named(stations):
    """The first few by name, the rest as a number."""
    more = f"等{len(stations)}个站点" if len(stations) > NAMED else ""
    return "、".join(stations[:NAMED]) + more


def partners(f):
    if not f.value("referral_returns"):
        return ""
    return f"部门合力尚未完全形成。部门间转介单退回率{f['referral_returns']}，衔接和反馈仍需改进。"


def promises(f):
    broken = [
        f"{words}{f[key]}"
        for key, words in (
            ("window_kept", "半小时个案办结承诺兑现率"),
            ("green_kept", "绿色通道当日办结兑现率"),
            ("wait_kept", f"取号后{promise_words()}内接待的只占"),
        )
        if weak(f, key)
    ]
    return "服务承诺兑现不够。" + sentence("、".join(broken)) if broken else ""


def clocks(f):
    late = listed(
        f,
        ("法定期限届满时没有作出决定的", "late_decisions"),
        ("没有按期指派的", "late_assignments"),
        ("没有按期报送结案归档材料的", "late_files"),
        ("没有按期审查结案材料的", "late_reviews"),
    )
    return f"过程控制还不够严。{late}。" if late else ""


def quality(f):
    found = [
        f"评定为不合格的案件{f['grade_fail']}" if f.value("grade_fail") else "",
        f"归档案件中“七个一”齐备的只占{f['seven_ones']}" if weak(f, "seven_ones") else "",
        f"回访接通率只有{f['reached']}" if weak(f, "reached") else "",
        f"受援人满意率只有{f['satisfied']}" if weak(f, "satisfied") else "",
        one_force(f),
    ]
    return "办案质量还不平衡。" + sentence(*found) if any(found) else ""


def one_force(f):
    """Where one kind of handler closed everything, of some number of cases."""
    kinds = (
        ("by_lawyers", "社会律师"),
        ("by_grassroots", "基层法律服务工作者"),
        ("by_agency", "法律援助机构律师"),
    )
    busy = [label for key, label in kinds if f.value(key)]
    few = f.value("closed") < HEAVY
    return "" if few or len(busy) != 1 else f"办结的案件全部由{busy[0]}承办"


def money(f):
    short = f.known("average_subsidy", "subsidy_standard") and f.value("average_subsidy") < f.value(
        "subsidy_standard"
    )
    found = [
        f"案均补贴{f['average_subsidy']}，未达到省定{f['subsidy_standard']}的标准" if short else "",
        f"办案补贴发放率只有{f['payment_rate']}" if weak(f, "payment_rate") else "",
        f"“四落实”中{f['four_missing']}尚未落实" if f.value("four_missing") else "",
    ]
    return "经费保障还有差距。" + sentence(*found) if any(found) else ""


def reach(f):
    """Fewer cases or questions than the year before, or no publicity at all."""
    fewer = [
        f"{words}{f.change(key, f'{key}_before')}"
        for key, words in (("granted", "给予法律援助"), ("consultations", "法律咨询"))
        if f.known(key, f"{key}_before") and fell(f.value(key), f.value(f"{key}_before"))
    ]
    quiet = "" if f.known("outreach_events") else "全年没有登记宣传活动"
    found = [*fewer, quiet]
    return "法律援助知晓面还不够广。" + sentence(*found) if any(found) else ""
