"""What is made known, for programs that follow it (RSS 2.0 and Atom)."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from legalaid.platform.core.office import office

from .reading import notices

MOST = 50


class Notices(Feed):
    link = reverse_lazy("portal:archive")
    language = "zh-cn"

    def title(self):
        return f"{office()['center']}公示公告"

    def description(self):
        return "法律援助的公示公告"

    def items(self):
        return notices.shown()[:MOST]

    def item_title(self, notice):
        return notice.title

    def item_description(self, notice):
        return notice.get_kind_display()

    def item_link(self, notice):
        return reverse("portal:public_notice", args=[notice.pk])

    def item_pubdate(self, notice):
        begun = timezone.make_aware(datetime.combine(notice.shown_from, time()))
        return max(notice.published_at or begun, begun)

    def item_updateddate(self, notice):
        return self.item_pubdate(notice)


class AtomNotices(Notices):
    feed_type = Atom1Feed
    subtitle = "法律援助的公示公告"
