"""The square at the foot of a paper, read off the rendered page module by module, is the code of its number."""

import pypdfium2
import pytest
import qrcode

from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Paper
from tests.factories import walk

SCALE = 6  # pixels a point


def square(data):
    """The rows of dark (True) and light modules of the code at the left foot of the first page."""
    document = pypdfium2.PdfDocument(data)
    page = (
        document[0].render(scale=SCALE).to_pil().convert("L").point(lambda grey: 255 * (grey > 127))
    )
    document.close()
    foot = page.crop((0, page.height * 17 // 20, page.width // 2, page.height))
    light = foot.load()
    columns = [x for x in range(foot.width) if any(not light[x, y] for y in range(foot.height))]
    left = columns[0]
    right = (
        next(x for x, after in zip(columns, columns[1:], strict=False) if after - x > 4 * SCALE) + 1
    )
    rows = [y for y in range(foot.height) if any(not light[x, y] for x in range(left, right))]
    top, side = rows[0], right - left
    assert abs(rows[-1] + 1 - top - side) <= 2
    edge = top + SCALE // 2
    finder = (
        next(x for x in range(left + SCALE, right) if light[x, edge]) - left
    )  # seven modules of a finder's upper edge
    count = round(side / (finder / 7))
    middle = [int((n + 0.5) * side / count) for n in range(count)]
    return [[not light[left + x, top + y] for x in middle] for y in middle]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["decision_grant", "assignment_notice", "material_receipt"])
def test_code_on_the_printed_page_is_that_of_its_number(county, kind):
    case = walk(county, "assign")
    paper = ensure_file(Paper.objects.get(subject_id=case.pk, kind=kind))
    with paper.file.open("rb") as file:
        found = square(file.read())
    code = qrcode.QRCode(border=0)
    code.add_data(paper.number_text or f"{paper.title} {case.number}")
    assert found == code.get_matrix()
