"""Who may do what: every role and every permission of the house, on this one page."""

from django.db.models import TextChoices


class Role(TextChoices):
    WINDOW = "window", "窗口人员"
    STATION = "station", "工作站人员"
    REVIEWER = "reviewer", "审查人员"
    DIRECTOR = "director", "中心负责人"
    HANDLER = "handler", "承办人"
    FIRM = "firm", "机构管理人"
    SUPERVISOR = "supervisor", "监督员"
    FINANCE = "finance", "财务人员"
    BUREAU = "bureau", "司法局人员"
    ADMIN = "admin", "系统管理员"


WEIGHTY = (Role.REVIEWER, Role.DIRECTOR, Role.FINANCE, Role.BUREAU, Role.ADMIN)
"""Who reviews, decides or pays, or makes those who do: their accounts are changed by two (accounts.changes)."""

CONFIRMERS = (Role.DIRECTOR, Role.BUREAU, Role.ADMIN)

NETWORK = {"stations.view", "people.view"}
SLIPS = {"referrals.send", "referrals.answer"}
DAILY = {"roster.view", "training.view", "outreach.view"}
READ = {"cases.view", "cases.search", "stations.board"} | NETWORK | DAILY
DOOR = READ | SLIPS | {"cases.apply", "submissions.handle"}

PERMISSIONS: dict[str, frozenset[str]] = {
    Role.WINDOW: frozenset(
        DOOR
        | {
            "cases.notify",
            "cases.next_notice",
            "cases.annul",
            "cases.accept",
            "cases.ending",
            "cases.lapse",
            "cases.materials",
            "cases.serve",
            "cases.serve_members",
            "cases.owed",
            "cases.amend",
            "cases.forwarding",
            "cases.update",
            "cases.opinion",
            "cases.joint",
            "cases.ask_replacement",
            "cases.withdraw_replacement",
            "cases.members",
            "cases.follow_up",
            "cases.call_member",
            "cases.archive",
            "cases.reveal",
            "cases.export",
            "cases.papers",
            "cases.message",
            "cases.consult",
            "outreach.record",
        }
    ),
    Role.STATION: frozenset(
        DOOR
        | {
            "statistics.view",
            "cases.annul",
            "cases.materials",
            "cases.serve",
            "cases.serve_members",
            "cases.owed",
            "cases.amend",
            "cases.forwarding",
            "cases.joint",
            "cases.members",
            "cases.reveal",
            "cases.consult",
            "cases.pre_review",
            "cases.hand_over",
            "outreach.record",
        }
    ),
    Role.REVIEWER: frozenset(
        READ
        | SLIPS
        | {
            "cases.notify",
            "cases.next_notice",
            "cases.annul",
            "cases.accept",
            "cases.ending",
            "cases.lapse",
            "cases.materials",
            "cases.serve",
            "cases.serve_members",
            "cases.owed",
            "cases.amend",
            "cases.forwarding",
            "cases.update",
            "cases.opinion",
            "cases.joint",
            "cases.ask_replacement",
            "cases.withdraw_replacement",
            "cases.review_replacement",
            "cases.members",
            "cases.review",
            "cases.review_prior",
            "cases.review_closure",
            "cases.grade",
            "subsidies.view",
            "subsidies.review",
            "subsidies.confirm",
            "cases.follow_up",
            "cases.call_member",
            "cases.archive",
            "cases.reveal",
            "cases.export",
            "cases.papers",
            "cases.message",
            "cases.consult",
            "statistics.view",
            "outreach.record",
            "training.manage",
            "training.people",
        }
    ),
    Role.DIRECTOR: frozenset(
        READ
        | SLIPS
        | {
            "cases.decide",
            "cases.provide",
            "cases.prior",
            "cases.confirm_prior",
            "cases.serve",
            "cases.serve_members",
            "cases.decide_member",
            "cases.ending",
            "cases.terminate",
            "cases.update",
            "cases.opinion",
            "cases.joint",
            "cases.members",
            "subsidies.view",
            "subsidies.review",
            "subsidies.confirm",
            "subsidies.publish",
            "cases.assign",
            "cases.entrust",
            "cases.withdraw_entrusted",
            "cases.team",
            "cases.ask_replacement",
            "cases.withdraw_replacement",
            "cases.refuse_replacement",
            "cases.waive",
            "cases.settle",
            "cases.review_closure",
            "cases.archive",
            "cases.reveal",
            "cases.export",
            "cases.papers",
            "cases.message",
            "cases.consult",
            "office.settings",
            "audit.view",
            "statistics.view",
            "statistics.report",
            "statistics.freeze",
            "notices.view",
            "notices.prepare",
            "notices.publish",
            "notices.withdraw",
            "stations.manage",
            "people.manage",
            "people.reveal",
            "roster.manage",
            "training.manage",
            "training.people",
            "outreach.record",
            "outreach.plan",
        }
    ),
    Role.HANDLER: frozenset(
        {
            "cases.view",
            "cases.search",
            "cases.volunteer",
            "cases.team",
            "cases.handle",
            "cases.take_over",
            "cases.refusal",
            "cases.ask_replacement",
            "cases.withdraw_replacement",
            "cases.report_group",
            "cases.ending",
            "cases.update",
            "cases.opinion",
            "cases.joint",
            "cases.members",
            "cases.materials",
            "cases.reveal",
            "cases.papers",
            "cases.consult",
            "letters.answer",
            "roster.view",
            "roster.serve",
            "training.view",
            "subsidies.own",
        }
    ),
    Role.FIRM: frozenset({"firms.own", "cases.arrange"}),  # sees no case
    Role.SUPERVISOR: frozenset(
        READ
        | {"statistics.view", "subsidies.view", "notices.view"}
        | {"cases.grade", "cases.follow_up", "cases.call_member"}
    ),
    Role.FINANCE: frozenset(
        READ
        | {"statistics.view", "cases.export", "notices.view", "notices.prepare", "people.reveal"}
        | {"subsidies.view", "subsidies.propose", "subsidies.prepare", "subsidies.pay"}
        | {"subsidies.confirm", "subsidies.publish"}
    ),
    Role.BUREAU: frozenset(
        NETWORK
        | DAILY
        | {
            "stations.board",
            "statistics.view",
            "statistics.report",
            "audit.view",
            "notices.view",
            "notices.publish",
            "notices.withdraw",
            "training.people",
        }
        | {"subsidies.view", "subsidies.approve"}
    ),
    Role.ADMIN: frozenset(
        NETWORK
        | {
            "statistics.view",
            "statistics.report",
            "office.users",
            "office.settings",
            "audit.view",
            "notices.view",
            "notices.prepare",
            "stations.manage",
            "people.manage",
        }
    ),
}

# Money: finance enters, the director or the bureau approves, the supervisor reads.
FUNDS = {
    Role.FINANCE: {"funds.view", "funds.enter", "funds.export"},
    Role.DIRECTOR: {"funds.view", "funds.approve", "funds.export"},
    Role.BUREAU: {"funds.view", "funds.approve", "funds.export"},
    Role.SUPERVISOR: {"funds.view"},
}

# The hall: numbers are taken, called and served by those who give consultations; windows are set up by who runs the place.
HALL = {
    Role.WINDOW: {"queue.take", "queue.serve"},
    Role.STATION: {"queue.take", "queue.serve", "queue.manage", "visits.set"},
    Role.REVIEWER: {"queue.take", "queue.serve"},
    Role.DIRECTOR: {"queue.take", "queue.serve", "queue.manage", "visits.set"},
    Role.HANDLER: {"queue.serve"},
}

# Duty lawyers' help: whoever gives it keeps its record; organs' notices come in at the desks.
HELP = {
    Role.HANDLER: {"cases.help"},
    **dict.fromkeys(
        (Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR), {"cases.help", "cases.help_desk"}
    ),
}

# The desk's handbook: read by whoever gives consultations, written by who answers for it.
HANDBOOK = {
    **dict.fromkeys((Role.WINDOW, Role.STATION, Role.REVIEWER, Role.HANDLER), {"handbook.view"}),
    **dict.fromkeys((Role.DIRECTOR, Role.ADMIN), {"handbook.view", "handbook.edit"}),
}

# Letters of the centre that a handler asks for; requests of other agencies, in and out.
LETTERS = {"cases.assist", "cases.assist_asked", "cases.assist_sent"}
AGENCIES = {
    Role.WINDOW: {"cooperation.record"},
    Role.REVIEWER: LETTERS | {"cooperation.record", "cases.query_means", "means.verify"},
    Role.DIRECTOR: LETTERS | {"cooperation.record", "means.verify", "means.unbar"},
}

# Objections (Law art. 49): taken wherever people come, decided by the bureau, which sees of the case what that needs.
OBJECTIONS = {
    **dict.fromkeys(
        (Role.WINDOW, Role.STATION, Role.REVIEWER), {"objections.view", "objections.take"}
    ),
    Role.DIRECTOR: {"objections.view", "cases.correct"},
    Role.BUREAU: {"objections.view", "objections.take", "objections.decide"},
}

# What the recipient states of the means while the work runs: whoever may put right what was registered.
RESTATING = dict.fromkeys((Role.WINDOW, Role.REVIEWER, Role.DIRECTOR), {"cases.restate"})

# Keeping out of a case: said wherever people come, by finance and the bureau of themselves; decided by the director, of one by the bureau.
ASKS = {"cases.ask_recusal", "cases.withdraw_recusal"}
SETTLES = {"cases.decide_recusal", "cases.lift_recusal"}
RECUSALS = {
    **dict.fromkeys((Role.WINDOW, Role.STATION, Role.REVIEWER, Role.SUPERVISOR), ASKS),
    Role.DIRECTOR: ASKS | SETTLES,
    Role.FINANCE: {"cases.ask_recusal"},
    Role.BUREAU: {"cases.ask_recusal"} | SETTLES,
}

# How cases were given out, for posting: names of handlers and numbers.
FAIRNESS = dict.fromkeys(
    (Role.DIRECTOR, Role.HANDLER, Role.SUPERVISOR, Role.BUREAU), {"cases.fairness"}
)

# The quality of the work: plans and draws, and what is looked at by them (Law art. 59). Whoever observes a hearing is sent to it.
OBSERVES = {"quality.observe", "quality.release"}
QUALITY = {
    **dict.fromkeys(
        (Role.REVIEWER, Role.DIRECTOR),
        OBSERVES | {"quality.view", "quality.plan", "quality.inquire", "quality.check"},
    ),
    Role.SUPERVISOR: OBSERVES | {"quality.view", "quality.check"},
    Role.HANDLER: OBSERVES | {"quality.answer"},
    Role.BUREAU: {"quality.view"},
}
# Peer review: arranged by reviewer and director, scored by whom it was given to, answered by whoever handled the case; the figures hold no
# case. What files are read by the bureau sets (Law art. 57), the director and the administrator for it; by whom, the director.
ARRANGES = {"reviews.manage", "reviews.figures"}
REVIEWS = {
    Role.REVIEWER: ARRANGES | {"reviews.score"},
    Role.DIRECTOR: ARRANGES | {"reviews.experts", "reviews.sheets"},
    Role.HANDLER: {"reviews.score", "reviews.answer"},
    Role.SUPERVISOR: {"reviews.score", "reviews.figures"},
    Role.BUREAU: {"reviews.figures", "reviews.sheets"},
    Role.ADMIN: {"reviews.sheets"},
}

# Complaints (Law art. 55, 56): taken down wherever people come, handled by the bureau alone; who may be complained of answers it.
TAKES = {"complaints.take", "complaints.amend", "complaints.reply"}
COMPLAINTS = {
    **dict.fromkeys((Role.WINDOW, Role.STATION, Role.REVIEWER, Role.SUPERVISOR), TAKES),
    **dict.fromkeys((Role.DIRECTOR, Role.HANDLER, Role.FINANCE), {"complaints.reply"}),
    Role.BUREAU: {"complaints.take", "complaints.amend", "complaints.handle"},
}

# Major cases are reported, and cases discussed: by whoever handles one within the own unit, by the centre.
DISCUSSIONS = dict.fromkeys((Role.REVIEWER, Role.DIRECTOR, Role.HANDLER), {"cases.discuss"})

# What is about to go wrong: one's own cases, those of one's stations, for the bureau numbers alone.
WARNED = (Role.HANDLER, Role.REVIEWER, Role.DIRECTOR, Role.SUPERVISOR, Role.BUREAU)
PERMISSIONS |= {role: PERMISSIONS[role] | {"cases.warn"} for role in WARNED}

# Whom the recipient asks for, what is shown online, what is sent in or booked by the network: said and read wherever people come.
COMING = {"visits.view", "visits.handle", "visits.receive"}
FOLLOWED = {"cases.wish", "cases.following", "submissions.view", "letters.answer"} | COMING
WISHED = dict.fromkeys((Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR), FOLLOWED)

# What of consultations everybody may read: written at the desk, made known by another.
ANSWERED = {Role.WINDOW: {"answers.prepare"}, **dict.fromkeys((Role.REVIEWER, Role.DIRECTOR), {"answers.prepare", "answers.publish"})}  # fmt: skip

# Quality files: of handlers and firms for who answers for the work; their own for handlers.
FILES = {
    **dict.fromkeys((Role.REVIEWER, Role.DIRECTOR, Role.SUPERVISOR), {"qualityfiles.view"}),
    Role.HANDLER: {"qualityfiles.own"},
}

# 好差评: asked for by whoever served; a bad one is dealt with by the director or the reviewer, never by whom it is about.
RATED = {"ratings.take", "ratings.view", "ratings.handle"}
RATINGS = {
    **dict.fromkeys((Role.WINDOW, Role.HANDLER), {"ratings.take"}),
    Role.STATION: {"ratings.take", "ratings.view"},
    **dict.fromkeys((Role.REVIEWER, Role.DIRECTOR), RATED),
    **dict.fromkeys((Role.SUPERVISOR, Role.BUREAU), {"ratings.view"}),
}

# Supervisors: appointed by the director, given files by who answers for the work; what they see is in their term alone, and masked.
OVERSEEN = {"supervision.manage", "supervision.report"}
ANSWERS = {"supervision.answer", "supervision.close"}  # the reviewer where every director keeps out
SUPERVISION = {
    Role.SUPERVISOR: {"supervision.serve", "supervision.return"},
    Role.HANDLER: {"supervision.answer"},
    Role.BUREAU: {"supervision.report"},
    Role.REVIEWER: OVERSEEN | ANSWERS,
    Role.DIRECTOR: OVERSEEN | ANSWERS | {"supervision.appoint"},
}

BLOCKS = (
    FUNDS, HALL, HELP, HANDBOOK, AGENCIES, OBJECTIONS, RESTATING, RECUSALS, FAIRNESS, QUALITY, REVIEWS,
    COMPLAINTS, DISCUSSIONS, FILES, RATINGS, WISHED, SUPERVISION, ANSWERED,
)  # fmt: skip
for _block in BLOCKS:
    PERMISSIONS |= {role: PERMISSIONS[role] | more for role, more in _block.items()}

# The second person for an account that reviews, decides or pays.
PERMISSIONS |= {role: PERMISSIONS[role] | {"accounts.confirm"} for role in CONFIRMERS}
