"""The places of the house, each declared once: where it is, what it is called, who may go there.

Seven of them stand in the bar of a role (`navigation`), the rest behind 更多; the palette finds them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from legalaid.platform.accounts.offered import offered
from legalaid.platform.core.readings import begins, is_said


def all_of(*rights):
    return lambda user: all(offered(user, right) for right in rights)


def any_of(*rights):
    return lambda user: any(offered(user, right) for right in rights)


def anyone(user):
    return True


@dataclass(frozen=True)
class Place:
    key: str
    label: str
    url: str
    allows: Callable  # user -> bool
    icon: str
    group: str
    shortcut: str = ""  # the letter that opens it with Alt
    part: str = ""  # where on its page it is
    also: tuple[str, ...] = ()  # addresses of its rows, where they do not begin with its own

    @cached_property
    def href(self):
        return reverse(self.url) + (f"#{self.part}" if self.part else "")

    def answers(self, text):
        """Whether this text, in lower case, is part of its name or the beginning of its sound."""
        return text in self.label.lower() or begins(self.label, text)

    def is_called(self, text):
        """Whether its name begins with this text, or is said so."""
        return self.label.startswith(text) or is_said(self.label, text)

    def holds(self, path):
        """How much of this address the place accounts for; 0: it lies elsewhere."""
        if path == self.href:
            return len(path)
        begins = (self.href, *self.also) if self.href != "/" else self.also
        return max((len(start) for start in begins if path.startswith(start)), default=0)


DESK, MATTERS, NETWORK, LEARNING, MONEY, FIGURES, OFFICE = (
    "接待", "办案", "站点和人员", "值班、培训、宣传", "补贴和经费", "统计和公示", "管理",
)  # fmt: skip
OVERSEES = ("supervision.manage", "supervision.serve")
GROUPS = (DESK, MATTERS, NETWORK, LEARNING, MONEY, FIGURES, OFFICE)

PLACES = {
    place.key: place
    for place in (
        Place("today", "今日", "home", anyone, "house", MATTERS, also=("/desk/",)),
        Place("photos", "拍照", "home", any_of("cases.handle"), "camera", MATTERS, part="photos"),
        Place("cases", "案件", "cases:list", any_of("cases.view"), "folder-open", MATTERS),
        Place("calendar", "日程", "cases:calendar", any_of("cases.view"), "calendar-days", MATTERS),
        Place("notice", "通知辩护", "cases:notices", any_of("cases.notify", "cases.assign"), "gavel", MATTERS),
        Place("handovers", "移交", "cases:handovers", any_of("cases.hand_over", "cases.accept"), "package-check", MATTERS),
        Place("cooperations", "协作登记簿", "cases:cooperations", any_of("cooperation.record"), "handshake", MATTERS),
        Place("verifications", "诚信承诺核查", "cases:verifications", any_of("means.verify"), "shield-question-mark", MATTERS),
        Place("packages", "接收移送包", "cases:packages", any_of("cases.apply"), "package-open", MATTERS),
        Place("letters", "函件登记簿", "cases:letters", any_of("cases.assist"), "mail", MATTERS),
        Place("reliefs", "减免费用", "cases:reliefs", any_of("cases.view"), "hand-coins", MATTERS),
        Place("objections", "异议", "cases:objections", any_of("objections.view"), "message-square-warning", MATTERS),
        Place("warnings", "预警", "cases:warnings", any_of("cases.warn"), "siren", MATTERS),
        Place("pools", "自愿办案", "cases:pools", any_of("cases.volunteer", "cases.assign"), "hand", MATTERS),
        Place("firm_cases", "本机构案件", "cases:firm_cases", any_of("firms.own"), "folder-open", MATTERS),
        Place("firm_people", "本机构承办人", "cases:firm_people", any_of("firms.own"), "users", NETWORK),
        Place("fairness", "指派情况公示表", "cases:fairness", any_of("cases.fairness"), "list-checks", MATTERS),
        Place("complaints", "投诉", "quality:complaints", any_of("complaints.take"), "message-square-x", MATTERS),
        Place("recusals", "回避", "cases:recusals", any_of("cases.decide_recusal"), "user-minus", MATTERS),
        Place("ratings", "好差评", "quality:ratings", any_of("ratings.view"), "star", MATTERS),
        Place("quality_plans", "质量检查", "quality:plans", any_of("quality.view"), "list-checks", MATTERS, also=("/quality/lines/", "/quality/draws/")),
        Place("reviews", "同行评估", "quality:reviews", any_of("reviews.manage", "reviews.answer"), "scale", MATTERS, also=("/quality/experts/",)),
        Place("quality_files", "质量档案", "quality:files", any_of("qualityfiles.view"), "folder-open", MATTERS, also=("/quality/firms/",)),
        Place("own_quality", "我的质量档案", "quality:own_file", any_of("qualityfiles.own"), "folder-open", MATTERS),
        Place("lessons", "评估发现的弱项", "quality:lessons", any_of("reviews.manage"), "graduation-cap", LEARNING),
        Place("scores", "我的评分", "quality:scores", any_of("reviews.score"), "pencil", MATTERS),
        Place("file_checks", "案卷检查", "quality:file_checks", any_of("quality.check"), "folder-check", MATTERS),
        Place("observations", "庭审旁听", "quality:observations", any_of("quality.observe"), "scale", MATTERS, also=("/quality/hearings/",)),
        Place("supervisors", "监督员", "quality:supervisors", any_of("supervision.manage"), "user-check", MATTERS),
        Place("supervisor_tasks", "监督任务", "quality:tasks", any_of(*OVERSEES), "list-checks", MATTERS),
        Place("supervisor_opinions", "监督意见", "quality:opinions", any_of(*OVERSEES, "supervision.answer"), "message-square-warning", MATTERS),
        Place("organ_inquiries", "征询意见", "quality:organ_inquiries", any_of("quality.inquire"), "mail-question-mark", MATTERS),
        Place("calls", "回访", "quality:calls", any_of("cases.follow_up"), "phone-call", MATTERS),
        Place("telling", "待电话告知", "cases:telling", any_of("cases.reveal"), "phone-outgoing", MATTERS),
        Place("referrals", "转介", "stations:referrals", any_of("referrals.send"), "send", MATTERS),

        Place("queue", "叫号", "hall:queue", any_of("queue.serve"), "megaphone", DESK, shortcut="J"),
        Place("visits", "来访预约", "visits:list", any_of("visits.view"), "calendar-clock", DESK),
        Place("intake", "登记申请", "cases:intake", any_of("cases.apply"), "file-pen", DESK, shortcut="N"),
        Place("submissions", "网上申请", "submissions:list", any_of("submissions.view"), "globe", DESK),
        Place("online_letters", "网上来信", "letters:list", any_of("letters.answer", "complaints.handle"), "mail", DESK),
        Place("consultations", "咨询", "cases:consultations", any_of("cases.consult"), "message-circle-question-mark", DESK, shortcut="Z"),
        Place("answers", "公开解答", "answers:list", any_of("answers.prepare"), "messages-square", DESK),
        Place("handbook", "接待手册", "cases:handbook", any_of("handbook.view"), "book-open", DESK),

        Place("stations", "站点", "stations:tree", any_of("stations.view"), "map-pin", NETWORK),
        Place("board", "站点看板", "board:board", any_of("stations.board"), "chart-column", NETWORK),
        Place("announcements", "通知公告", "stations:announcements", any_of("stations.manage"), "megaphone", NETWORK),
        Place("staff", "工作人员", "stations:staff_list", any_of("people.view"), "users", NETWORK),
        Place("handlers", "承办人", "stations:handler_list", any_of("people.view"), "briefcase", NETWORK),
        Place("firms", "承办机构", "stations:firm_list", any_of("people.view"), "building-2", NETWORK),

        Place("duty", "我的值班", "stations:duty_mine", any_of("roster.serve"), "clock", LEARNING, also=("/stations/roster/shifts/",)),
        Place("helps", "法律帮助", "cases:helps", any_of("cases.help"), "life-buoy", LEARNING),
        Place("roster", "值班表", "stations:roster", any_of("roster.view"), "calendar-clock", LEARNING),
        Place("training", "培训", "stations:training", any_of("training.view"), "graduation-cap", LEARNING),
        Place("outreach", "法治宣传", "stations:outreach", any_of("outreach.view"), "radio-tower", LEARNING),

        Place("batches", "补贴发放", "subsidies:batches", any_of("subsidies.view"), "banknote", MONEY, also=("/subsidies/calculations/",)),
        Place("standards", "补贴标准", "subsidies:standards", any_of("subsidies.view"), "scale", MONEY),
        Place("try", "补贴试算", "subsidies:try", any_of("subsidies.view"), "calculator", MONEY),
        Place("earned", "我的补贴", "subsidies:mine", any_of("subsidies.own"), "wallet", MONEY, also=("/subsidies/calculations/", "/subsidies/claims/")),
        Place("funds", "经费", "subsidies:funds", any_of("funds.view"), "landmark", MONEY),
        Place("proposals", "经费事项", "subsidies:proposals", any_of("funds.view"), "stamp", MONEY),
        Place("ledger", "账册", "subsidies:ledger", any_of("funds.view"), "notebook-text", MONEY, also=("/subsidies/lines/", "/subsidies/entries/")),
        Place("fund_tables", "经费统计表", "subsidies:tables", any_of("funds.view"), "table-2", MONEY),
        Place("publication", "公示清单", "subsidies:publication", any_of("funds.view"), "list-checks", MONEY),

        Place("dashboard", "数据看板", "statistics:dashboard", any_of("statistics.report"), "chart-line", FIGURES),
        Place("tables", "统计表", "statistics:overview", any_of("statistics.view"), "table", FIGURES, also=("/statistics/rows/",)),
        Place("quality", "数据质量", "statistics:quality", all_of("statistics.view", "cases.view"), "search-check", FIGURES),
        Place("review_figures", "评估统计", "quality:review_figures", any_of("reviews.figures"), "chart-column", FIGURES),
        Place("supervision", "监督工作报告", "quality:supervision", any_of("supervision.report"), "chart-column", FIGURES),
        Place("snapshots", "报表存档", "statistics:snapshots", any_of("statistics.report"), "archive", FIGURES),
        Place("report", "年度工作报告", "statistics:report", any_of("statistics.report"), "file-text", FIGURES),
        Place("exports", "生成的文件", "statistics:exports", any_of("statistics.report", "cases.export"), "download", FIGURES),
        Place("notices", "公示", "notices:list", any_of("notices.view"), "newspaper", FIGURES),
        Place("periods", "统计期", "statistics:periods", any_of("office.settings"), "calendar-range", FIGURES),

        Place("users", "用户", "accounts:users", any_of("office.users"), "user-cog", OFFICE),
        Place("changes", "账号变动", "accounts:changes", any_of("accounts.confirm"), "user-check", OFFICE),
        Place("item_sheets", "评估指标", "quality:sheets", any_of("reviews.sheets"), "list-checks", OFFICE),
        Place("settings", "规则与标准", "cases:settings", any_of("office.settings"), "settings", OFFICE, also=("/stations/office/",)),
        Place("health", "系统状况", "health", any_of("office.settings"), "activity", OFFICE),
        Place("backups", "备份", "backup:list", any_of("office.settings"), "archive-restore", OFFICE),
        Place("audit", "审计", "audit:list", any_of("audit.view"), "shield-check", OFFICE),
        Place("verify", "核验文书", "documents:verify", anyone, "file-search", MATTERS),
    )
}  # fmt: skip
