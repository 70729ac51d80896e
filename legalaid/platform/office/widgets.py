"""How the fields of forms are drawn: a page of filters is a dozen selects."""

from pathlib import Path

from django.conf import settings
from django.forms import renderers
from django.utils.functional import cached_property


class Renderer(renderers.Jinja2):
    """Django's own widgets by Jinja2, five times as fast; a select by one template of ours instead of one per option."""

    @cached_property
    def engine(self):
        own = settings.BASE_DIR / "templates" / "widgets"
        djangos = Path(renderers.__file__).parent / self.backend.app_dirname
        options = {"auto_reload": settings.DEBUG}
        return self.backend(
            {"APP_DIRS": True, "DIRS": [own, djangos], "NAME": "widgets", "OPTIONS": options}
        )
