"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

PAGES = {}
