from .export import Export
from .period import Period, Scheme, Span
from .report import ReportAnswer, ReportPassage

__all__ = ["Export", "Period", "ReportAnswer", "ReportPassage", "Scheme", "Span"]
