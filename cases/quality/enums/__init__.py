from .plan import DRAWN, Tool  # noqa: F401  named with the others
from .review import ReviewState  # noqa: F401  named with the others
