from .export import Export
from .period import Period, Scheme, Span
from .report import ReportAnswer

__all__ = ["Export", "Period", "ReportAnswer", "Scheme", "Span"]
