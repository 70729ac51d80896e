"""What stands in the manual, in which order, and who reads what."""

from functools import cache

from legalaid.platform.accounts.roles import Role

from .chapter import Chapter

PARTS = (
    ("从这里开始", ("today", "account", "messages", "find", "open_office")),
    ("接待", ("queue", "waits", "windows", "consult", "desk_book", "apply", "offline", "packages", "visits",
             "online", "written", "answers", "telling", "referral", "helps",
             "rate_take", "ratings")),
    ("案件", ("cases", "calendar", "exports", "amend")),
    ("受理和审查", ("station_case", "handover", "accept", "away", "notified", "organs", "group", "review", "verify", "serve", "wish", "following", "recusal",
                "cooperation", "letters")),
    ("决定和指派", ("decide", "prior", "assign", "pool", "entrusting", "fairness", "firm_work", "firm_staff")),
    ("办理", ("new_case", "work", "phone", "stage", "relief", "replacing", "termination", "death", "warnings", "discussion", "team", "finish")),
    ("结案、回访、归档", ("closure_check", "follow_up", "call_rates", "archive")),
    ("异议和投诉", ("objection", "complaints", "complaint_work", "inquiry")),
    ("质量", ("plans", "file_checks", "observing", "organ_opinions", "peer", "peer_answer", "scores", "item_sheets", "review_figures", "lessons",
           "quality_files", "supervisors", "oversight", "opinions", "supervision_report")),
    ("站点和人员", ("network", "board", "stations", "people", "announcing")),
    ("值班、培训、宣传", ("duty", "roster", "rostering", "training", "teaching", "hours", "outreach", "outreach_read", "outreach_plan")),
    ("补贴和经费", ("my_pay", "standards", "batches", "paying", "paper_check", "funds", "enter")),
    ("统计和公示", ("tables", "dashboard", "snapshots", "report", "notices", "periods")),
    ("管理", ("users", "changes", "settings", "wordings", "paper_words", "health", "backup", "audit")),
)  # fmt: skip

# Colleagues of the house read every role's chapters; whoever comes from a firm, or oversees, their own.
INSIDE = frozenset(Role) - {Role.HANDLER, Role.FIRM, Role.SUPERVISOR}


@cache
def chapters():
    """{key: Chapter} in the order of the contents."""
    return {key: Chapter.read(key) for _, keys in PARTS for key in keys}


def readable(user, role, outside=False):
    """Whether this person may read the chapters of `role`."""
    return role == user.role or (user.role in INSIDE and not outside)


def of_role(role, outside=False):
    """[(part, [Chapter])] of one role; what somebody from outside has no page for is left out."""
    found = []
    for part, keys in PARTS:
        rows = [chapters()[key] for key in keys if role in chapters()[key].roles]
        rows = [row for row in rows if row.outside or not outside]
        if rows:
            found.append((part, rows))
    return found


def all_for(user, outside=False):
    """Every chapter this person may read, one's own first."""
    own = [row for _, rows in of_role(user.role, outside) for row in rows]
    if user.role not in INSIDE or outside:
        return own
    return own + [row for row in chapters().values() if row not in own]


@cache
def chapter_for(name, role):
    """The chapter that explains the page of this name to this role; None where there is none. No row is asked for."""
    mine = [row for row in chapters().values() if role in row.roles]
    held = [(row.holds(name), row) for row in mine]
    length, row = max(held, key=lambda one: one[0], default=(0, None))
    return row if length else None
