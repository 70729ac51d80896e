from .ticket import Ticket
from .window import Hall, Window

__all__ = ["Hall", "Ticket", "Window"]
