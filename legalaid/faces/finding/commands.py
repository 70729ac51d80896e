"""What the palette offers besides the places: what one may start, and pages that stand within a place."""

from .places import DESK, FIGURES, LEARNING, MATTERS, MONEY, NETWORK, OFFICE, Place, any_of, anyone

STARTS = (
    Place("apply", "登记申请", "cases:intake", any_of("cases.apply"), "file-pen", DESK),
    Place("consult", "登记咨询", "cases:consultation_new", any_of("cases.consult"), "message-circle-plus", DESK),
    Place("ticket", "取号", "hall:queue", any_of("queue.take"), "ticket", DESK),
    Place("slip", "新转介单", "stations:referral_new", any_of("referrals.send"), "send", MATTERS),
    Place("notified", "登记通知辩护", "cases:notice_new", any_of("cases.notify"), "gavel", MATTERS),
    Place("calls", "登记热线记录", "cases:call_log", any_of("cases.consult"), "phone", DESK),
    Place("event", "登记宣传活动", "stations:outreach_new", any_of("outreach.record"), "radio-tower", LEARNING),
    Place("course", "新建课程", "stations:training_course_new", any_of("training.manage"), "graduation-cap", LEARNING),
    Place("batch", "新建一批补贴", "subsidies:open_batch", any_of("subsidies.prepare"), "banknote", MONEY),
    Place("standard", "拟订补贴标准", "subsidies:propose", any_of("subsidies.propose"), "scale", MONEY),
    Place("appropriation", "录入拨款", "subsidies:enter_appropriation", any_of("funds.enter"), "stamp", MONEY),
    Place("expense", "录入支出", "subsidies:enter_expense", any_of("funds.enter"), "stamp", MONEY),
    Place("transfer", "录入调剂", "subsidies:enter_transfer", any_of("funds.enter"), "stamp", MONEY),
    Place("publish", "拟制公示", "notices:prepare", any_of("notices.prepare"), "newspaper", FIGURES),
    Place("station", "设立站点", "stations:station_new", any_of("stations.manage"), "map-pin-plus", NETWORK),
    Place("colleague", "新增工作人员", "stations:staff_new", any_of("people.manage"), "user-plus", NETWORK),
    Place("lawyer", "新增承办人", "stations:handler_new", any_of("people.manage"), "user-plus", NETWORK),
    Place("firm", "登记承办机构", "stations:firm_new", any_of("people.manage"), "building-2", NETWORK),
    Place("page", "新增接待手册", "cases:handbook_new", any_of("handbook.edit"), "book-plus", OFFICE),
    Place("administrator", "新建系统管理员账号", "accounts:user_new", any_of("office.users"), "user-cog", OFFICE),
)  # fmt: skip

CORNERS = (
    Place("inbox", "消息", "notifications:inbox", anyone, "mail", MATTERS),
    Place("wishes", "接收消息的方式", "notifications:wishes", anyone, "bell", OFFICE),
    Place("wordings", "提醒用语", "notifications:wordings", any_of("office.settings"), "settings", OFFICE),
    Place("texts", "短信发送情况", "notifications:texts", any_of("office.settings"), "settings", OFFICE),
    Place("password", "修改密码", "accounts:password", anyone, "key-round", OFFICE),
    Place("totp", "动态口令", "accounts:totp", anyone, "smartphone", OFFICE),
    Place("waits", "等候统计", "hall:queue_days", any_of("queue.serve"), "clock", DESK),
    Place("windows", "窗口设置", "hall:windows", any_of("queue.manage"), "settings", DESK),
    Place("rates", "转介退回率", "stations:referral_rates", any_of("referrals.send"), "send", MATTERS),
    Place("swaps", "换班", "stations:roster_swaps", any_of("roster.view"), "calendar-clock", LEARNING),
    Place("posts", "值班岗位", "stations:roster_posts", any_of("roster.manage"), "calendar-clock", LEARNING),
    Place("hours", "人员学时", "stations:training_people", any_of("training.people"), "graduation-cap", LEARNING),
    Place("plan", "宣传计划", "stations:outreach_plan", any_of("outreach.view"), "radio-tower", LEARNING),
    Place("lines", "账册明细", "subsidies:lines", any_of("funds.view"), "notebook-text", MONEY),
    Place("holidays", "导入放假安排", "cases:settings_calendar", any_of("office.settings"), "settings", OFFICE),
    Place("catalogue", "卷宗目录", "cases:settings_catalogue", any_of("office.settings"), "settings", OFFICE),
    Place("causes", "案由字典", "cases:settings_causes", any_of("office.settings"), "settings", OFFICE),
    Place("words", "群众的说法", "cases:settings_cause_words", any_of("office.settings"), "settings", OFFICE),
    Place("means", "经济困难标准", "cases:settings_standard", any_of("office.settings"), "settings", OFFICE),
)  # fmt: skip
