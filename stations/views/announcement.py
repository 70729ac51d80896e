"""Announcements: the list, one of them with who has read it, publishing, reading, withdrawing."""

from django.db.models import F
from django.utils import timezone

from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import (
    FormPage,
    ListPage,
    MadeOnce,
    RowActPage,
    RowFormPage,
    RowPage,
)
from stations.domain import announcement as acts
from stations.forms.announcement import AnnouncementForm, WithdrawForm
from stations.queries.announcement import MANAGES, announcements_for, counted, manages
from stations.queries.station import station_of, stations_for
from stations.tables.announcement import ANNOUNCEMENTS, READERS


class ForAll:
    """Whoever is signed in: the rows decide."""

    def permits(self, user):
        return True

    def get_queryset(self):
        return announcements_for(self.request.user)


class Announcements(ForAll, ListPage):
    template_name = "stations/announcements.html"

    def get_queryset(self):
        return counted(super().get_queryset())

    def get_context_data(self, **kwargs):
        may = self.request.user.may(MANAGES)
        return super().get_context_data(table=ANNOUNCEMENTS, may_publish=may, **kwargs)


class AnnouncementPage(ForAll, RowPage):
    template_name = "stations/announcement.html"
    context_object_name = "row"

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        mine, readers = row.readings.filter(user=user).first(), None
        if manages(user, row):
            readers = row.readings.select_related("user").order_by(
                F("read_at").asc(nulls_first=True), "user__name"
            )
        return super().get_context_data(mine=mine, readers=readers, table=READERS, **kwargs)


class Publish(MadeOnce, FormPage):
    permission = MANAGES
    title, submit, done = "发布通知公告", "发布", "已发布，收到的人在首页看到。"
    template_name = "stations/announcement_form.html"
    form_class = AnnouncementForm

    def get_initial(self):
        own = station_of(self.request.user)
        return {"station": own.pk if own else as_number(self.request.GET.get("station", ""))}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "stations": stations_for(self.request.user),
            "instance": None,
        }

    def act(self, form):
        return acts.publish(form.save(commit=False), by=self.request.user, at=timezone.now())


class Read(ForAll, RowActPage):
    done = "已记录。"

    def act(self):
        acts.read(self.object, by=self.request.user)
        return "home" if "home" in self.request.POST else self.object


class Withdraw(RowFormPage):
    permission = MANAGES
    title, submit, done = "撤回通知公告", "撤回", "已撤回，收到的人不再看到，都已通知。"
    form_class = WithdrawForm

    def get_queryset(self):
        return announcements_for(self.request.user)

    def act(self, form):
        return acts.withdraw(self.object, by=self.request.user, **form.cleaned_data)
