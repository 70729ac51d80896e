"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

from legalaid.platform.accounts.roles import Role

READERS = {*Role} - {Role.WINDOW, Role.HANDLER}
WRITERS = {Role.DIRECTOR, Role.BUREAU, Role.ADMIN}
PAGES = {
    "statistics:overview": READERS,
    "statistics:quality": READERS - {Role.ADMIN},
    "statistics:periods": {Role.DIRECTOR, Role.ADMIN},
    "statistics:period_new": {Role.DIRECTOR, Role.ADMIN},
    "statistics:dashboard": WRITERS,
    "statistics:report": WRITERS,
    "statistics:exports": {*Role},
}
