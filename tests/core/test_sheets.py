"""A workbook that would fill the memory is refused before it is read; an ordinary one is read whatever its writer leaves out."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import sheets


def book(*cells):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as made:
        page = made.add_worksheet()
        for row, column, value in cells:
            page.write(row, column, value)
    return out.getvalue()


def rewritten(content, change):
    """The same workbook with its sheet as another writer would have written it."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name.startswith("xl/worksheets/") else data)
    return out.getvalue()


def read(content):
    return sheets.first_sheet(content, otherwise="打不开。")


FAR = book((0, 0, 1), (1048575, 16383, 2))


@pytest.mark.parametrize(
    "content",
    [
        FAR,
        rewritten(FAR, lambda xml: xml.replace(b'<c r="XFD1048576"', b"<c a='>' b=' r=\"A1\"' r='XFD1048576'")),
        rewritten(FAR, lambda xml: xml.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>")),
        # a million rows, and in the last of them as many cells as bytes allow, none of which says where it is
        rewritten(book((0, 0, 1)), lambda xml: xml.replace(b"</row>", b'</row><row r="1048576">' + b"<c><v>1</v></c>" * 50 + b"</row>")),
    ],
)  # fmt: skip
def test_a_cell_far_away_is_refused_before_memory_is_set_aside(content):
    with pytest.raises(DomainError, match="最后一格离开头太远"):
        read(content)


def test_a_workbook_that_unpacks_to_much_more_is_refused():
    content = rewritten(book((0, 0, 1)), lambda xml: xml + b" " * (sheets.MAX_UNPACKED + 1))
    assert len(content) < 1024 * 1024
    with pytest.raises(DomainError, match="解压后超过64MB"):
        read(content)


def test_other_kinds_of_files_are_refused():
    odd = BytesIO()
    with ZipFile(odd, "w") as made:
        made.writestr("content.xml", "<x/>")
    for content in (b"", b"PK\x03\x04junk", odd.getvalue(), b"\xd0\xcf\x11\xe0junk"):
        with pytest.raises(DomainError, match="打不开。"):
            read(content)


def test_places_may_be_left_out_and_empty_formatted_cells_count_for_nothing():
    plain = rewritten(
        book((0, 0, 1), (0, 1, 2), (1, 0, 3)),
        lambda xml: xml.replace(b' r="A1"', b"").replace(b' r="B1"', b""),
    )
    assert read(plain) == [[1.0, 2.0], [3.0, ""]]
    formatted = rewritten(
        book((0, 0, 1)),
        lambda xml: xml.replace(b"</row>", b'<c r="XFD1" s="0"/></row><row r="1048576"/>'),
    )
    assert read(formatted) == [[1.0]]
