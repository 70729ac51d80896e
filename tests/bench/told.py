"""Pages of what people are told and of what is handed in: the call list, announcements, words, snapshots, the freeze of a month, help, the hall."""

from django.urls import reverse

from legalaid.faces.statistics.models import Period, Snapshot
from stations.hall.models import Hall
from stations.models import Announcement

from .bench import line, sign_in


def main(client, _):
    sign_in(client, "zhuren")
    pages = {
        "to be told by word of mouth": reverse("cases:telling"),
        "announcements": reverse("stations:announcements"),
        "words the centre chooses": reverse("wordings"),
        "returns handed in": reverse("statistics:snapshots"),
        "help": reverse("manual:contents"),
        "help, searched": f"{reverse('manual:contents')}?q=补贴",
    }
    for kind, model in (("announcement", Announcement), ("snapshot", Snapshot)):
        if row := model.objects.last():
            pages[f"one {kind}"] = row.get_absolute_url()
    month = Period.objects.filter(scheme__name="自然月").order_by("-ends_on")[1]
    pages["freeze of a month, asked"] = reverse("statistics:freeze", args=[month.pk])
    for hall in Hall.objects.all()[:1]:
        pages["hall screen"] = reverse("statistics:hall", args=[hall.screen])
    for name, path in pages.items():
        line(client, name, path)
