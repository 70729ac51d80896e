from .plan import DRAWN, Tool  # noqa: F401  named with the others
