"""The first round of each role: a few real pages in the order of the day, with what one sees there."""

from dataclasses import dataclass

from legalaid.platform.accounts.roles import Role

OFFERED = 0


@dataclass(frozen=True)
class Stop:
    page: str  # the name of its address
    title: str
    said: str


TODAY = "今日"
FIND = Stop(
    "finding:find",
    "查找",
    "按姓名、案件编号、电话、功能的名字都能找到；在任何一页按 Ctrl 加 K 也行。",
)
INBOX = Stop(
    "notifications:inbox",
    "消息",
    "系统给您的提醒都在这里。右上角的数字是未读的件数；“接收消息的方式”里可以选邮件、短信和不打扰的时间。",
)
MANUAL = Stop(
    "manual:contents",
    "操作手册",
    "每一页的“帮助”打开讲这一页的一章。这一遍看完了，随时可以在这里重新开始。",
)
CASES = Stop(
    "cases:list",
    "案件",
    "您能看的案件都在这里。上面的框里写条件，常用的条件可以“存为视图”。点开一件，右边写着现在轮到谁、到哪天、下一步做什么。",
)

STOPS = {
    Role.WINDOW: (
        Stop(
            "home",
            TODAY,
            "每天从这里开始：等您办的按急缓排好，最急的在上面；每一行右边就是要办的那一步。",
        ),
        Stop(
            "hall:queue",
            "叫号",
            "选好窗口，“叫下一号”。叫到的人，从他的号里登记咨询或者申请，不用再问一遍。",
        ),
        Stop(
            "cases:consultations",
            "咨询",
            "来访、来电问的事在这里登记、答复；要申请的，由咨询转为申请，写过的不用重写。",
        ),
        Stop(
            "cases:intake",
            "登记申请",
            "一屏登记：填证件号码，右边就有年龄和此前的申请；选定案由，右边就有条件和材料清单。填写时自动保存。",
        ),
        CASES,
        FIND,
        MANUAL,
    ),
    Role.STATION: (
        Stop("home", TODAY, "等本站办的都在这里：新登记的、退回补材料的、要移交中心的。"),
        Stop(
            "cases:intake", "登记申请", "一屏登记。没有网络也能填：加密保存在本机，恢复连接后提交。"
        ),
        Stop("cases:handovers", "移交", "初审以后移交中心；中心签收、退回，在这里都看得到。"),
        Stop("cases:consultations", "咨询", "来访、来电问的事在这里登记、答复。"),
        Stop(
            "stations:referrals",
            "转介",
            "不归本站办的，转给合适的单位；别的单位转来的，在这里接收、反馈。",
        ),
        FIND,
        MANUAL,
    ),
    Role.REVIEWER: (
        Stop("home", TODAY, "等您审查的按期限排好；已经超期、今天到期的有颜色。"),
        CASES,
        Stop("cases:handovers", "移交", "工作站移交来的申请在这里签收或者退回。"),
        Stop("cases:notices", "通知辩护", "办案机关的通知在这里登记，指派的期限自收到通知起算。"),
        Stop("quality:plans", "质量检查", "按计划抽取案件，旁听、查卷、征询、回访，都从这里开始。"),
        FIND,
        MANUAL,
    ),
    Role.DIRECTOR: (
        Stop("home", TODAY, "等您决定、指派的在这里；旁边是期限、承诺和经费。"),
        Stop(
            "cases:decisions", "待我决定", "一件接一件地看，左边是材料，右边是审查意见；逐件签署。"
        ),
        CASES,
        Stop(
            "statistics:dashboard",
            "数据看板",
            "今年办了多少、比去年怎样；每个数字点开就是它的明细。",
        ),
        Stop("board:board", "站点看板", "哪些工作站活跃，哪些很久没有动静。"),
        Stop("subsidies:proposals", "经费事项", "财务录入的拨款、支出等您审批。"),
        MANUAL,
    ),
    Role.HANDLER: (
        Stop("home", TODAY, "指派给您的、快到期的、今天开庭的都在这里；手机上也一样。"),
        CASES,
        Stop("cases:calendar", "日程", "开庭和各种期限排在日历上，可以订阅到手机的日历里。"),
        Stop("stations:duty_mine", "我的值班", "签到、签退、申请换班。"),
        Stop("subsidies:mine", "我的补贴", "每件核算多少、到账没有；不对的可以提出异议。"),
        MANUAL,
    ),
    Role.FIRM: (
        Stop("home", TODAY, "中心交给本机构安排的案件在这里，逾期没有安排的有颜色。"),
        Stop("cases:firm_cases", "本机构案件", "案号、案由、阶段和期限；看不到当事人和案情。"),
        Stop("cases:firm_people", "本机构承办人", "各人在办几件、执业证、是不是请假。"),
        INBOX,
        MANUAL,
    ),
    Role.SUPERVISOR: (
        Stop("home", TODAY, "交给您的监督任务和等您答复的意见在这里。"),
        Stop("quality:tasks", "监督任务", "抽取给您的任务：阅看遮蔽过的案卷、回访、旁听。"),
        Stop(
            "quality:opinions",
            "监督意见",
            "发现问题的，在任务上提出意见；答复不满意的可以退回一次。",
        ),
        Stop("quality:observations", "庭审旁听", "安排您去旁听的，听完在这里填写。"),
        INBOX,
        MANUAL,
    ),
    Role.FINANCE: (
        Stop("home", TODAY, "等您核算、支付、登记回单的在这里。"),
        Stop(
            "subsidies:batches",
            "补贴发放",
            "一批补贴从新建、核算入批，到支付、公示，每一步由不同的人办。",
        ),
        Stop("subsidies:funds", "经费", "每笔拨款还剩多少、已经批了还没有付的多少。"),
        Stop(
            "subsidies:proposals",
            "经费事项",
            "拨款、支出、调剂在这里录入，由负责人或者司法局审批。",
        ),
        Stop("subsidies:ledger", "账册", "每一笔都能查到它的来由；错了的冲正，不改旧账。"),
        FIND,
        MANUAL,
    ),
    Role.BUREAU: (
        Stop("home", TODAY, "等您审查的异议、投诉，等您审批的补贴和经费在这里。"),
        Stop(
            "cases:objections",
            "异议",
            "对不予援助、终止的决定不服的，自收到之日起限期审查，到期日写在每一件上。",
        ),
        Stop("quality:complaints", "投诉", "受理、调查、处理、答复投诉人，每一步都有期限。"),
        Stop("subsidies:batches", "补贴发放", "中心复审过的批次等您审批。"),
        Stop("statistics:dashboard", "数据看板", "全县今年的情况，与去年比。"),
        Stop(
            "statistics:report", "年度工作报告", "数字和文字自动生成，可以改写，生成 Word 和 PDF。"
        ),
        MANUAL,
    ),
    Role.ADMIN: (
        Stop("home", TODAY, "单位还没有开办完的，这里列出还差什么。"),
        Stop(
            "accounts:users",
            "用户",
            "账号、角色、登录锁定；审查、决定、付款的账号变动由第二人确认。",
        ),
        Stop("stations:tree", "站点", "中心、乡镇工作站和合作单位是一棵树；各人只看本站和下属的。"),
        Stop(
            "cases:settings",
            "规则与标准",
            "期限、经济困难标准、工作日历、案由、卷宗目录、提醒用语，都写明从哪天起。",
        ),
        Stop(
            "health", "系统状况", "网页、后台任务、磁盘、日历是不是正常；失败的任务在这里重新执行。"
        ),
        Stop("backup:list", "备份", "每夜的备份和恢复核验。"),
        MANUAL,
    ),
}


@dataclass(frozen=True)
class Standing:
    """Where somebody stands on the round, as the page shows it."""

    number: int  # OFFERED, or the stop counted from 1
    stop: Stop | None
    count: int
    here: bool  # this is the page of the stop

    @classmethod
    def of(cls, role, held, name):
        """None where nothing is to be shown: an offer stands on the first page alone."""
        stops = STOPS[role]
        if held is None or (held == OFFERED and name != "home"):
            return None
        number = min(held, len(stops))
        stop = stops[number - 1] if number else None
        return cls(number, stop, len(stops), bool(stop) and stop.page == name)

    @property
    def before(self):
        return self.number - 1

    @property
    def after(self):
        return self.number + 1 if self.number < self.count else 0
