from .habit import ListHabit
from .view import SavedView

__all__ = ["ListHabit", "SavedView"]
