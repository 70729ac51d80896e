from .handler import Firm, Handler
from .staff import Staff
from .station import Station

__all__ = ["Firm", "Handler", "Staff", "Station"]
