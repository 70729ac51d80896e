"""The words of the annual work report, in the structure of the county's own: four achievements, problems, next steps.

Each paragraph is a function of the figures; a sentence whose figure is not known is left out, or shows 待填 where the report cannot
do without it. docs/annual-report.md lists which figure fills which blank of the county's report.
"""

from stations.hall.queries.ticket import promise_words

from .reading import change


def title(f):
    running = f"（{f.until}，年度未完）" if f.until else ""
    return f"{f['county']}{f['year']}年法律援助工作报告{running}"


def sections(f):
    """[(heading, level, [paragraphs])] in order."""
    return [
        ("", 0, [opening(f)]),
        ("一、主要做法及成效", 1, []),
        ("（一）健全组织网络，落实工作保障", 2, [network(f), money(f)]),
        ("（二）严格制度约束，提升案件质量", 2, [rules(f), quality(f)]),
        ("（三）优化便民服务，兑现服务承诺", 2, [service(f), promises(f), training(f)]),
        ("（四）加强宣传引导，扩大社会知晓", 2, [outreach(f)]),
        ("二、存在的问题", 1, problems(f)),
        ("三、下一步工作", 1, next_steps(f)),
    ]


def join(*sentences):
    return "".join(sentence for sentence in sentences if sentence)


def opening(f):
    trend = f.change("granted", "granted_before")
    return join(
        f"{f['year']}年（{f['period']}），{f['center']}依照《中华人民共和国法律援助法》履行职责，",
        f"受理法律援助申请{f['applications']}，给予法律援助{f['granted']}{f'，{trend}' if trend else ''}；",
        f"其中刑事{f['granted_criminal']}、民事{f['granted_civil']}、行政{f['granted_administrative']}。",
        f"办结案件{f['closed']}，受援{f['recipients']}，为受援人挽回损失或取得利益{f['amount_won']}；",
        f"提供法律咨询{f['consultations']}。" if f.known("consultations") else "",
        f"自开展工作以来累计给予法律援助{f['granted_total']}。",
    )


def network(f):
    partners = (
        f"在{f['partner_hosts']}设立部门工作站{f['partners']}，" if f.known("partner_hosts") else ""
    )
    points = f"村（社区）联系点{f['points']}，" if f.value("points") else ""
    return join(
        f"全县设乡镇工作站{f['townships']}、街道工作站{f['subdistricts']}，{points}{partners}形成以县法律援助中心为主导、",
        "乡镇（街道）工作站为基础、部门工作站为补充的工作网络。",
        f"工作人员共{f['staff']}，其中专职{f['staff_full']}、兼职{f['staff_part']}；各站的接待咨询、申请、受理、初审职责均已明确。",
        f"在服务大厅设接待窗口，派驻工作人员{f['window_staff']}。",
        f"配备业务用车{f['vehicles']}。" if f.known("vehicles") else "",
        f"承办力量包括社会律师{f['lawyers']}、基层法律服务工作者{f['grassroots']}、法律援助机构律师{f['agency_lawyers']}。",
    )


def money(f):
    if not f.known("budget"):
        return f"经费方面，本年度同级财政安排{f['budget']}，争取上级专项经费{f['provincial']}。"

    trend = change(f.value("budget"), f.value("budget_before"))
    against = ""
    if f.known("average_subsidy", "subsidy_standard"):
        met = f.value("average_subsidy") >= f.value("subsidy_standard")
        against = (
            f"案均补贴{f['average_subsidy']}，{'达到' if met else '未达到'}省定{f['subsidy_standard']}的标准，"
            f"近三年年均办案{f['yearly_cases']}，办案补贴发放率{f['payment_rate']}。"
        )

    return join(
        f"{f['provincial_years']}，共争取上级专项法律援助经费{f['provincial']}；",
        f"{f['year']}年同级财政安排法律援助经费{f['budget']}{f'，{trend}' if trend else ''}。",
        against,
        f"机构、人员、办公场所和经费“四落实”：{f['four_settled']}。"
        if f.known("four_settled")
        else "",
    )


def rules(f):
    return join(
        f"制定并公示工作制度{f['rules_count']}，" if f.known("rules_count") else "",
        "受理、审查、指派、办理、结案、归档、回访、补贴各环节均有时限、有文书、有记录，流程图和办理期限向社会公开。",
        f"本年度发布公示{f['notices']}。" if f.known("notices") else "",
        f"形式审查和实体审查分步进行，在法定期限内作出决定的占{f['examined_in_time']}，在法定期限内指派的占{f['assigned_in_time']}。",
    )


def quality(f):
    return join(
        "落实“七个一”工作法，",
        f"归档案件{f['archived']}，其中七项齐备的占{f['seven_ones']}；"
        if f.known("seven_ones")
        else "",
        f"集体讨论案件{f['discussed']}。",
        f"回访受援人{f['follow_ups']}，接通率{f['reached']}，满意率{f['satisfied']}。"
        if f.known("reached", "satisfied")
        else "",
        f"经评定，优秀{f['grade_excellent']}、良好{f['grade_good']}、合格{f['grade_pass']}、不合格{f['grade_fail']}。"
        if f.known("grade_excellent")
        else "",
        f"在聘监督员{f['supervisors']}，完成监督任务{f['supervisor_tasks']}，"
        f"提出监督意见{f['supervisor_opinions']}，按期答复{f['supervisor_in_time']}。"
        if f.known("supervisors")
        else "",
        f"由社会律师承办{f['by_lawyers']}、基层法律服务工作者承办{f['by_grassroots']}、法律援助机构律师承办{f['by_agency']}",
        "，三种力量并重。"
        if all(f.value(key) for key in ("by_lawyers", "by_grassroots", "by_agency"))
        else "。",
    )


def service(f):
    return join(
        f"为农民工、老年人、残疾人、妇女、未成年人、交通事故受害人开通绿色通道，办理{f['green']}；",
        f"受援人中农民工{f['migrant_workers']}、老年人{f['elderly']}、残疾人{f['disabled']}、",
        f"妇女{f['women']}、未成年人{f['minors']}（同一人可属多类）。",
        f"其中支付劳动报酬案件{f['wages']}、交通事故{f['traffic']}、工伤{f['work_injury']}、医疗损害{f['medical']}。",
        f"告知受援人可以申请减免费用、司法救助{f['relief_told']}，准许减免费用{f['relief_granted']}，减免{f['relief_saved']}；"
        f"给予司法救助{f['aid_granted']}，救助金{f['aid_paid']}。"
        if f.known("relief_told")
        else "",
    )


def promises(f):
    hall = (
        f"接待大厅取号{f['tickets']}，叫号接待{f['tickets_served']}，其中绿色通道优先接待{f['tickets_green']}，"
        f"平均等候{f['wait']}，取号后{promise_words()}内接待的占{f['wait_kept']}。"
        if f.known("tickets", "wait")
        else ""
    )

    return join(
        hall,
        f"“半小时个案办结”兑现率{f['window_kept']}。" if f.known("window_kept") else "",
        f"绿色通道当日办结兑现率{f['green_kept']}。" if f.known("green_kept") else "",
        f"安排律师值班{f['duty_shifts']}，提供帮助{f['duty_help']}。"
        if f.known("duty_shifts")
        else "",
        f"逐人登记的值班律师法律帮助{f['help_persons']}，其中认罪认罚{f['help_admits']}，"
        f"通过值班律师提出法律援助申请{f['help_applied']}。"
        if f.known("help_persons")
        else "",
        f"与有关部门往来转介单{f['referrals']}。" if f.known("referrals") else "",
    )


def training(f):
    if not f.known("trainings"):
        return ""
    return f"举办业务培训{f['trainings']}，参训{f['trained']}，基层工作站人员持证上岗的占{f['trained_share']}。"


def outreach(f):
    if not f.known("outreach_events"):
        return "法律援助宣传列入普法规划。"

    return join(
        f"开展法律援助宣传活动{f['outreach_events']}，覆盖群众{f['outreach_people']}，发放宣传材料{f['outreach_materials']}，",
        f"现场解答咨询{f['outreach_consultations']}",
        f"；推动法律援助进{f['outreach_places']}" if f.known("outreach_places") else "",
        f"；通过{f['outreach_media']}公布受理条件和申请程序" if f.known("outreach_media") else "",
        "。",
    )


ORDER = "一二三四五"
HEAVY = (
    20  # cases a year for each of the centre's staff, above which the load is named as a problem
)


def problems(f):
    """The standing problems, each with this year's evidence; a problem the data do not show is not claimed."""
    found = [
        words
        for words in (people_problem(f), station_problem(f), partner_problem(f), late_problem(f))
        if words
    ]
    return [f"{ORDER[number]}是{words}" for number, words in enumerate(found)]


def people_problem(f):
    own, staff = f.value("agency_lawyers"), f.value("staff_center")
    load = f.value("granted") / staff if staff else 0
    if own and load < HEAVY:
        return ""
    posts = f"县中心现有编制{f['posts']}，" if f.known("posts") else ""
    lawyers = f"专职法律援助律师{f['agency_lawyers']}，" if own else "没有专职法律援助律师，"
    return f"专业力量不足。{posts}{lawyers}中心工作人员人均承担案件{load:.0f}件，指派、监督和质量检查的需要难以完全满足。"


def station_problem(f):
    if f.value("staff_part") <= f.value("staff_full"):
        return ""
    strong = f"，{f['strong_stations']}作用发挥较好" if f.known("strong_stations") else ""
    weak = f"，{f['weak_stations']}全年提交申请较少" if f.known("weak_stations") else ""
    return f"基层站点作用发挥不平衡。站点工作人员以兼职为主（{f['staff_part']}）{strong}{weak}。"


def partner_problem(f):
    if not f.value("referral_returns"):
        return ""
    return f"部门合力有待加强。部门间转介单退回率{f['referral_returns']}，衔接和反馈仍需改进。"


def late_problem(f):
    if not f.value("late_decisions"):
        return ""
    return f"过程控制还不够严。法定期限届满时没有作出决定的有{f['late_decisions']}。"


def next_steps(f):
    steps = [
        "（一）提高重视程度。把法律援助列入重要议事日程和为民办实事项目，争取增加专项经费和人员。",
        "（二）密切协作配合。完善民事诉讼法律援助与司法救助的衔接，加强与公安、检察、法院在刑事法律援助中的配合，缩短转办和反馈时间。",
        "（三）强化监督管理。加强对承办机构和承办人的监督，用好庭审旁听、案卷检查、征询意见和回访四种方法。",
        "（四）加大宣传力度。结合普法规划创新宣传形式，重点补上咨询和申请较少的乡镇。",
    ]
    return [*steps, f"（五）{f['plan']}"] if f.known("plan") else steps
