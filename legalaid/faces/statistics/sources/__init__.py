"""Every source of figures; each registers on import."""

from . import cases, complaints, funds, network, remedies, window, work  # noqa: F401
from .source import SOURCES

__all__ = ["SOURCES"]
