from .announcement import Announcement, Reading
from .handler import Firm, FirmManager, Handler
from .outreach import OutreachEvent, OutreachGoal, OutreachTag
from .referral import Referral, ReferralAnswer, ReferralFeedback
from .roster import DutyHelp, DutyPost, Roster, Shift, Swap
from .staff import Commendation, Leave, Staff
from .station import Station, StationChange
from .training import (
    Attempt,
    Attendance,
    Certificate,
    Course,
    CreditGoal,
    Question,
    TrainingSession,
)

__all__ = [
    "Announcement",
    "Attempt",
    "Attendance",
    "Certificate",
    "Commendation",
    "Course",
    "CreditGoal",
    "DutyHelp",
    "DutyPost",
    "Firm",
    "FirmManager",
    "Handler",
    "Leave",
    "OutreachEvent",
    "OutreachGoal",
    "OutreachTag",
    "Question",
    "Reading",
    "Referral",
    "ReferralAnswer",
    "ReferralFeedback",
    "Roster",
    "Shift",
    "Staff",
    "Station",
    "StationChange",
    "Swap",
    "TrainingSession",
]
