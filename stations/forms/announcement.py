from datetime import timedelta

from django import forms
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm, OfficeModelForm
from stations.models import Announcement, Station

from .station import PlaceField, day


class AnnouncementForm(OfficeModelForm):
    station = PlaceField(
        Station.objects.none(),
        label="发给哪里",
        help_text="这个站点和它下面的站点；承办人、机构管理人按机构的登记站点。",
        names="stations:station_names",
    )
    until = day("在首页显示到", help_text="看过点“知道了”的，就不再显示。")

    class Meta:
        model = Announcement
        fields = ["title", "text", "station", "staff", "handlers", "firms", "until"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, stations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
        self.fields["until"].initial = timezone.localdate() + timedelta(days=14)


class WithdrawForm(OfficeForm):
    reason = forms.CharField(
        label="撤回的理由",
        max_length=120,
        help_text="收到公告的人都会收到撤回的消息，看到这个理由。",
    )
