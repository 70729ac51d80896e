"""Notices on consultation, quality and complaints: numbers that agree with the rows, small ones hidden, nobody's question."""

from datetime import date

from cases.enums import ConsultChannel
from cases.models import Consultation
from legalaid.faces.portal import deidentify
from legalaid.faces.portal.content import CONTENTS
from stations.models import Station
from tests.factories import START

SPAN = date(2026, 3, 1), date(2026, 3, 31)


def asked(county, channel, *names, topic="wages"):
    for number, name in enumerate(names):
        row = Consultation.objects.create(
            number=f"{channel}{number}", station=county.zhan1.staff.station, by=county.zhan1, at=START, name=name, channel=channel
        )  # fmt: skip
        row.topics.create(topic=topic)


def test_consultations_are_counted_by_way_and_by_matter(county):
    asked(county, ConsultChannel.VISIT, "李国强", "王秀英", "赵大雷", "孙梅")
    asked(county, ConsultChannel.WEB, "周平", topic="traffic")
    tables = CONTENTS["consultation"](*SPAN)["tables"]
    assert [table["rows"] for table in tables] == [
        [["来访", 4], ["网络留言", 1], ["合计", 5]],
        [["劳动报酬", 4], ["交通事故", 1], ["合计", 5]],
    ]
    assert [table["rows"][1] for table in deidentify.hide_small_cells(tables)] == [
        ["网络留言", "不足3"],
        ["交通事故", "不足3"],
    ]


def test_month_without_anything_has_no_notice(county):
    assert CONTENTS["consultation"](*SPAN) == {"tables": []}
    assert CONTENTS["quality"](*SPAN) == {"tables": []}


def test_complaints_name_the_bureau_and_its_telephone(county):
    bureau = Station.objects.create(
        name="清和县司法局", kind="authority", host="center", phone="0999-7612345", address="人民路1号"
    )  # fmt: skip
    table, _ = CONTENTS["complaints"](*SPAN)["tables"]
    assert table["rows"] == [["清和县司法局", "0999-7612345", "人民路1号"]]
    bureau.delete()
    table, _ = CONTENTS["complaints"](*SPAN)["tables"]
    assert table["rows"] == [["清和县司法局", "12348", "—"]]
