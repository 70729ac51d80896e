from .agreement import Agreement
from .alarm import Alarm
from .archive import Catalogue
from .assignment import Assignment, Transfer
from .calendar import Feed
from .case import Case, Draft
from .cause import Cause
from .closure import AskedItem, Closure, FollowUp, PlannedCall, SubsidyPayment, Waiver
from .consultation import Consultation, ConsultationTopic, DraftedDocument, FurtherAnswer
from .cooperation import Cooperation
from .counted import CountedCase, CountedMonth, CountProfile
from .decision import Decision
from .eligibility import EconomicStandard, HouseholdMember, MeansTest, Review
from .handbook import HandbookPage, HandbookVersion
from .handover import HandOver, PreReview
from .intake import MaterialItem, SupplementNotice
from .meeting import Meeting
from .notice import Notice
from .party import Party, Person
from .pocket import Arrival
from .presence import Presence
from .progress import Hearing, LogEntry
from .quality import Evaluation
from .search import SearchEntry

__all__ = [
    "Agreement",
    "Alarm",
    "Arrival",
    "AskedItem",
    "Assignment",
    "Case",
    "Catalogue",
    "Cause",
    "Closure",
    "Consultation",
    "Cooperation",
    "ConsultationTopic",
    "Decision",
    "Draft",
    "DraftedDocument",
    "EconomicStandard",
    "Evaluation",
    "Feed",
    "FollowUp",
    "FurtherAnswer",
    "HandOver",
    "HandbookPage",
    "HandbookVersion",
    "Hearing",
    "HouseholdMember",
    "LogEntry",
    "MaterialItem",
    "MeansTest",
    "Meeting",
    "Notice",
    "Party",
    "Person",
    "PlannedCall",
    "PreReview",
    "Presence",
    "Review",
    "SearchEntry",
    "SubsidyPayment",
    "SupplementNotice",
    "CountProfile",
    "CountedCase",
    "CountedMonth",
    "Transfer",
    "Waiver",
]
