"""Every figure of the house; each topic's module registers its own on import."""

from . import administrative, civil, criminal, funds, monthly, network, totals, window, work  # noqa: F401
from .figure import FIGURES, Figure

__all__ = ["FIGURES", "Figure"]
