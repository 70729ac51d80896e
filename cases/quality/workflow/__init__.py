"""What proves the quality of the work, each a table of its own: plans, observations, reviews, complaints."""

from .complaint import COMPLAINT
from .inquiry import INQUIRY
from .observation import OBSERVATION
from .rating import RATING
from .review import REVIEW
from .supervision import SUPERVISION

__all__ = ["COMPLAINT", "INQUIRY", "OBSERVATION", "RATING", "REVIEW", "SUPERVISION"]
