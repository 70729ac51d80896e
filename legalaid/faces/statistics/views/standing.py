"""The standing words of the annual report, as the centre words them."""

from django.urls import reverse
from django.utils.functional import cached_property

from legalaid.faces.statistics.annual.standing import REPORT, STANDING
from legalaid.platform.core.wording import filled, fitting
from legalaid.platform.documents.settings_pages import PassagePage
from legalaid.platform.documents.tables import InUse
from legalaid.platform.documents.wording import newest
from legalaid.platform.office.wordings import GROUPS, Group, Listed, found


def listed():
    rows = newest([one.passage.key for one in STANDING.values()])
    in_use = [(key, InUse(one.passage, rows.get(one.passage.key))) for key, one in STANDING.items()]
    return [
        Listed(now.passage.label, _page(key), 1, int(now.anew), now.text) for key, now in in_use
    ]


def _page(key):
    return reverse("statistics:standing", args=[key])


GROUPS["report"] = Group(f"{REPORT}里不随数据变的话", listed, place=2)


class StandingEdit(PassagePage):
    template_name = "statistics/standing.html"
    where = "wordings"

    @cached_property
    def standing(self):
        return found(STANDING, self.kwargs["key"])

    @property
    def one(self):
        return self.standing.passage

    @property
    def title(self):
        return f"{REPORT}：{self.one.label}"

    def preview_of(self, text):
        examples = self.standing.examples
        return filled(fitting(text, examples, self.one.text), examples)
