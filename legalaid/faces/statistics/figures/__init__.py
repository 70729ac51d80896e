"""Every figure of the house; each topic's module registers its own on import."""

from . import (  # noqa: F401
    administrative,
    civil,
    complaints,
    criminal,
    funds,
    monthly,
    network,
    remedies,
    totals,
    window,
    work,
)
from .figure import FIGURES, Figure

__all__ = ["FIGURES", "Figure"]
