"""Every figure of the house; each topic's module registers its own on import."""

from . import administrative, civil, criminal, funds, monthly, network, totals, window  # noqa: F401
from .figure import FIGURES, Figure

__all__ = ["FIGURES", "Figure"]
