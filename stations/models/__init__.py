from .handler import Firm, Handler
from .staff import Commendation, Leave, Staff
from .station import Station, StationChange

__all__ = ["Commendation", "Firm", "Handler", "Leave", "Staff", "Station", "StationChange"]
