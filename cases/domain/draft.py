"""What is typed is kept while it is typed; nothing of it is a record until the form is sent."""

import uuid

from django.utils import timezone

from cases.models import Draft

NOT_TYPED = ("csrfmiddlewaretoken", "seen")


def token_of_step(user, case_id, key):
    """The one draft of this person for this step of this case."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"case/{case_id}/{key}/{user.pk}")


def save_draft(token, *, by, typed, title, path=""):
    """Keeps the form `typed` (a QueryDict) as the one draft under `token`. Returns the sentence that says so."""
    content = typed.copy()
    for name in NOT_TYPED:
        content.pop(name, None)

    Draft.objects.update_or_create(
        token=token,
        owner=by,
        defaults={"title": title[:80], "path": path, "content": content.urlencode()},
    )
    return f"已自动保存 {timezone.localtime():%H:%M:%S}"
