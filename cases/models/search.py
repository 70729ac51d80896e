from django.db import models

from .case import Case


class SearchEntry(models.Model):
    """Everything a case can be found by, as space-separated tokens (bigrams, pinyin, initials, blinded last fours).

    PostgreSQL keeps them as an array besides (`words`, made by itself): of a frequent name it reads the newest cases and looks at each of
    them, which must not mean to take its tokens apart. Indexed by GIN there and by FTS5 on SQLite (migration 0002).
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="search_entry")
    tokens = models.TextField()

    def __str__(self):
        return str(self.case_id)
