from .period import Period, Scheme, Span

__all__ = ["Period", "Scheme", "Span"]
