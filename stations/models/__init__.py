from .handler import Firm, Handler
from .referral import Referral, ReferralAnswer, ReferralFeedback
from .staff import Commendation, Leave, Staff
from .station import Station, StationChange

__all__ = [
    "Commendation",
    "Firm",
    "Handler",
    "Leave",
    "Referral",
    "ReferralAnswer",
    "ReferralFeedback",
    "Staff",
    "Station",
    "StationChange",
]
