from .edition import ReportEdition
from .export import Export
from .period import Period, Scheme, Span, Unit
from .report import ReportAnswer, ReportPassage
from .snapshot import Snapshot

__all__ = [
    "Export",
    "Period",
    "ReportAnswer",
    "ReportEdition",
    "ReportPassage",
    "Scheme",
    "Snapshot",
    "Span",
    "Unit",
]
