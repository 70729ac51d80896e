"""The manual of one role on paper: contents with page numbers, chapters, the words of the Law. Kept until a word or a picture of it changes."""

import hashlib
from functools import cache

from django.conf import settings
from django.core.cache import cache as kept
from django.template.loader import get_template, render_to_string

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.office import office
from legalaid.platform.documents import render

from .contents import chapters, of_role
from .limits import told
from .rendering import PICTURE, print_html
from .terms import FILE, grouped

TEMPLATE, WEEK = "manual/print.html", 7 * 24 * 3600
PICTURES = settings.BASE_DIR / "static" / "manual"


def role_pdf(role, outside=False):
    """PDF bytes of the manual of a role; what is kept of it is told apart by all that it is made of."""
    center = office()["center"]
    listed = [(part, told(rows)) for part, rows in of_role(role, outside)]
    words = "".join(row.text for _, rows in listed for row in rows)
    made_of = hashlib.sha256(f"{version()} {center} {role} {outside} {words}".encode()).hexdigest()
    if data := kept.get(f"manual-{made_of}"):
        return data

    parts = [(part, [(row, print_html(row)) for row in rows]) for part, rows in listed]
    facts = {"role": Role(role), "parts": parts, "groups": grouped(), "center": center}
    data = render.pdf(render_to_string(TEMPLATE, facts), load=_picture)
    kept.set(f"manual-{made_of}", data, WEEK)
    return data


@cache
def version():
    """A hash of every chapter, term and picture, and of the template."""
    digest = hashlib.sha256(get_template(TEMPLATE).template.source.encode())
    for row in chapters().values():
        digest.update(f"{row.title}{row.roles}{row.text}".encode())
    digest.update(FILE.read_bytes())
    for path in sorted(PICTURES.glob("*.webp")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _picture(url):
    """Bytes and media type of a picture of the manual; nothing else is loaded."""
    name = url.removeprefix(PICTURE)
    if not url.startswith(PICTURE) or not name.replace("_", "").isalnum():
        raise ValueError(f"the manual loads nothing from outside: {url}")
    return (PICTURES / f"{name}.webp").read_bytes(), "image/webp"
