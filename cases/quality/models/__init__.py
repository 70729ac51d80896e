from .callback import Callback
from .complaint import (
    Complaint,
    ComplaintGround,
    ComplaintHearing,
    ComplaintInquiry,
    ComplaintRemedy,
)
from .draw import Draw, DrawnCase
from .expert import Expert
from .filecheck import FileCheck
from .inquiry import Inquiry
from .lesson import Lesson
from .observation import Observation, Publicity
from .opinion import OpinionAnswer, SupervisorOpinion
from .plan import PlanLine, QualityPlan
from .rating import Rating
from .review import Review, ReviewRule, ScoreSheet
from .sheet import ItemSheet
from .supervisor import Supervisor, SupervisorTask, TaskDraw

__all__ = [
    "Callback",
    "Complaint",
    "ComplaintGround",
    "ComplaintHearing",
    "ComplaintInquiry",
    "ComplaintRemedy",
    "Draw",
    "DrawnCase",
    "Expert",
    "FileCheck",
    "Inquiry",
    "ItemSheet",
    "Observation",
    "Lesson",
    "OpinionAnswer",
    "PlanLine",
    "Publicity",
    "QualityPlan",
    "Rating",
    "Review",
    "ReviewRule",
    "ScoreSheet",
    "Supervisor",
    "SupervisorOpinion",
    "SupervisorTask",
    "TaskDraw",
]
