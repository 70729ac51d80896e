"""What the page of an objection shows to whom."""

from django.urls import reverse

from tests.cases.test_termination import terminated
from tests.cases.test_termination_served import decide_objection, objection, served


def test_bureau_reads_the_termination_and_the_director_follows_what_was_ordered(county, sign_in):
    case = served(terminated(county), county)
    row, bureau = objection(case, county), sign_in(county.sifaju)
    page = bureau.get(row.get_absolute_url()).content.decode()
    reasons = case.terminations.get().reasons
    assert reasons in page
    assert f'"{case.get_absolute_url()}"' not in page
    paper = bureau.get(reverse("documents:paper", args=[row.paper_id]))
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert bureau.get(case.get_absolute_url()).status_code == 404

    director = sign_in(county.zhuren)
    assert "revoke_termination" not in director.get(row.get_absolute_url()).content.decode()
    decide_objection(row, county, "order_correction")
    page = director.get(row.get_absolute_url()).content.decode()
    assert f"{case.get_absolute_url()}revoke_termination/" in page
    assert "correct_refusal" not in page
