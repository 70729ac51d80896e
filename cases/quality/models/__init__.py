from .complaint import (
    Complaint,
    ComplaintGround,
    ComplaintHearing,
    ComplaintInquiry,
    ComplaintRemedy,
)
from .draw import Draw, DrawnCase
from .expert import Expert
from .plan import PlanLine, QualityPlan
from .review import Review, ReviewRule, ScoreSheet
from .sheet import ItemSheet

__all__ = [
    "Complaint",
    "ComplaintGround",
    "ComplaintHearing",
    "ComplaintInquiry",
    "ComplaintRemedy",
    "Draw",
    "DrawnCase",
    "Expert",
    "ItemSheet",
    "PlanLine",
    "QualityPlan",
    "Review",
    "ReviewRule",
    "ScoreSheet",
]
