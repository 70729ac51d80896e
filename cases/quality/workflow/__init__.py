"""What proves the quality of the work, each a table of its own: plans, observations, reviews, complaints."""

from .review import REVIEW  # noqa: F401  named with the others
