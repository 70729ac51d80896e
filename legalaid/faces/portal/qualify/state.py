"""The answers as they travel in the page: signed, three hours, stored nowhere."""

from django.core import signing

SALT, KEPT = "portal.qualify", 3 * 3600


def sealed(answers):
    return signing.dumps(answers, salt=SALT, compress=True)


def unsealed(text):
    """The answers so far; None where they are too old or not ours."""
    try:
        return signing.loads(text, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
