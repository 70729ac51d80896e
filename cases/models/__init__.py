from .absence import KeptOverLeave
from .agreement import Agreement
from .alarm import Alarm
from .archive import Catalogue
from .assignment import Assignment, Transfer
from .assistance import Assistance
from .away import ReferredAway
from .calendar import Feed
from .case import Case, Draft
from .cause import Cause, CauseWord
from .closure import (
    AskedItem,
    CallQuestions,
    Closure,
    FollowUp,
    PlannedCall,
    SubsidyPayment,
    Waiver,
)
from .consultation import (
    Consultation,
    ConsultationTopic,
    DraftedDocument,
    FurtherAnswer,
    FurtherQuestion,
)
from .cooperation import Cooperation
from .counted import CountedCase, CountedMonth, CountedSpan, CountProfile
from .decision import Decision
from .discussion import Discussant, Discussion, DiscussionTask, MajorFlag
from .electronic import ElectronicConsent, PaperOpening
from .eligibility import EarlierMeans, EconomicStandard, HouseholdMember, MeansTest, Review
from .following import Following
from .forwarding import Forwarding
from .group import CallSample, GroupMember, GroupReport, RecipientPayment
from .handbook import HandbookPage, HandbookVersion
from .handover import HandOver, PreReview
from .help import Help, HelpAct
from .inbound import Inbound
from .intake import MaterialItem, SupplementNotice
from .joint import JointApplicant
from .local import LocalTopics
from .meeting import Meeting
from .notice import Notice
from .objection import Objection, Remedy
from .party import Connected, Joining, Party, Person
from .pocket import Arrival
from .presence import Presence
from .prior import PriorProvision
from .progress import Hearing, LogEntry
from .quality import Evaluation, ProposedFail
from .received import ReceivedPackage
from .recusal import Recusal
from .relief import Relief
from .replacement import ReplacementRequest
from .search import SearchEntry
from .serving import Service
from .stage import Appeal
from .team import TeamMember
from .termination import FraudReferral, Termination
from .threshold import Threshold
from .twin import Foreign, Union
from .verification import CommitmentBar, MeansQuery, VerificationPlan, VerifiedCommitment
from .volunteer import Pool, Volunteer
from .wish import Wish

__all__ = [
    "Agreement",
    "Alarm",
    "Appeal",
    "Arrival",
    "AskedItem",
    "Assignment",
    "Assistance",
    "CallQuestions",
    "CallSample",
    "Case",
    "Catalogue",
    "Cause",
    "CauseWord",
    "Closure",
    "CommitmentBar",
    "Connected",
    "Consultation",
    "Cooperation",
    "ConsultationTopic",
    "Decision",
    "Draft",
    "DraftedDocument",
    "EarlierMeans",
    "EconomicStandard",
    "ElectronicConsent",
    "Evaluation",
    "ProposedFail",
    "Feed",
    "FollowUp",
    "Following",
    "Foreign",
    "Forwarding",
    "ReferredAway",
    "FraudReferral",
    "FurtherAnswer",
    "FurtherQuestion",
    "GroupMember",
    "GroupReport",
    "HandOver",
    "HandbookPage",
    "HandbookVersion",
    "Help",
    "HelpAct",
    "Hearing",
    "HouseholdMember",
    "Inbound",
    "Joining",
    "JointApplicant",
    "KeptOverLeave",
    "LocalTopics",
    "LogEntry",
    "MaterialItem",
    "MeansQuery",
    "MeansTest",
    "Meeting",
    "Notice",
    "Objection",
    "Party",
    "Person",
    "PlannedCall",
    "PreReview",
    "Presence",
    "PriorProvision",
    "Recusal",
    "Remedy",
    "ReplacementRequest",
    "ReceivedPackage",
    "RecipientPayment",
    "Relief",
    "Review",
    "SearchEntry",
    "Service",
    "SubsidyPayment",
    "SupplementNotice",
    "Termination",
    "CountProfile",
    "CountedCase",
    "CountedMonth",
    "CountedSpan",
    "PaperOpening",
    "Pool",
    "Discussant",
    "Discussion",
    "DiscussionTask",
    "MajorFlag",
    "TeamMember",
    "Threshold",
    "Transfer",
    "Volunteer",
    "VerificationPlan",
    "VerifiedCommitment",
    "Union",
    "Waiver",
    "Wish",
]
