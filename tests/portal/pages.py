"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

from legalaid.platform.accounts.roles import Role

READERS = {Role.DIRECTOR, Role.SUPERVISOR, Role.FINANCE, Role.BUREAU, Role.ADMIN}
PAGES = {
    "portal:front": {*Role},
    "portal:chart": {*Role},
    "portal:notices": READERS,
    "portal:prepare": {Role.DIRECTOR, Role.FINANCE, Role.ADMIN},
}
