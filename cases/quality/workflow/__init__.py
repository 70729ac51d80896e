"""What proves the quality of the work, each a table of its own: plans, observations, reviews, complaints."""

from .complaint import COMPLAINT
from .review import REVIEW

__all__ = ["COMPLAINT", "REVIEW"]
