"""The last duty at a post with each person it helped, one of whom applies; and a notice that waits for a duty lawyer."""

from datetime import timedelta

from django.utils import timezone

from cases.domain.help import forward, receive, register
from cases.models import Cause
from legalaid.platform.accounts.models import User
from stations.models import Shift, Station

POLICE = {
    "organ_kind": "police",
    "organ": "清和县公安局",
    "held_at": "清和县看守所",
    "stage": "侦查",
}
PROSECUTION = {"organ_kind": "procuratorate", "organ": "清和县人民检察院", "stage": "审查起诉"}
HELPED = (
    ("方志明", "盗窃罪", POLICE, "denies", ("advice", "measures")),
    ("曾庆国", "危险驾驶罪", PROSECUTION, "admits", ("advice", "procedure", "witness")),
    ("罗小军", "故意伤害罪", POLICE, "open", ("advice", "forward")),
)


def fill(rng):
    now, director = timezone.now(), User.objects.get(username="zhuren")
    shift = Shift.objects.worked().exclude(post__kind="window").order_by("-starts_at").first()

    for number, (name, charge, where, plea, kinds) in enumerate(HELPED):
        starts = shift.signed_in_at + timedelta(minutes=20 + 30 * number)
        given = {
            "plea": plea,
            "signed": "signature",
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=25),
        }
        about = {"name": name, "cause": Cause.objects.get(name=charge), **where, **given}
        row = register(
            by=shift.handler.user,
            shift=shift,
            facts=about,
            acts=list(kinds),
            at=shift.signed_out_at,
        )
    forward(row, by=shift.handler.user, at=shift.signed_out_at, note="：申请表1份")

    paper = {
        "source": "notice",
        "notice_number": "清检通〔2026〕18号",
        "received_at": now - timedelta(hours=1),
        "wanted": "见证签署具结书",
    }
    about = {"name": "彭建华", "cause": Cause.objects.get(name="盗窃罪"), **PROSECUTION, **paper}
    receive(by=director, station=Station.objects.get(parent=None), facts=about)
