"""The report as an editable Word document: real styles and headings, contents with pages, date and signature, charts and figures behind."""

from io import BytesIO

import pypdfium2
from django.utils import timezone
from docx import Document
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_BREAK,
    WD_LINE_SPACING,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from legalaid.platform.core.words import day
from legalaid.platform.documents import texts

from . import text

BODY, HEAD = "仿宋_GB2312", "黑体"
BLACK = RGBColor(0, 0, 0)
TEXT_WIDTH = Cm(15.6)
CHARTS, FIGURES = "图表", "主要数据"


def docx(f, charts=(), written=()):
    """f: Readings; charts: [(caption, png bytes)]; written: as `text.sections`. Returns the bytes of a .docx.

    Which page a heading stands on is read off a first printing, where the machine can print one; Word fills it in where it cannot.
    """
    found = text.sections(f, written)
    first = _document(f, found, charts, {})
    pages = _pages(first, _headings(found, charts)) if texts.program() else {}
    return _document(f, found, charts, pages) if pages else first


def signed(f):
    """The day below the name of the office: as answered, else today."""
    return f["signed_on"] if f.known("signed_on") else day(timezone.localdate())


def _document(f, sections, charts, pages):
    document = Document()
    _settle(document, text.title(f), f["center"])
    _front(document, f, _headings(sections, charts), pages)

    for section in sections:
        if section.heading:
            document.add_heading(section.heading, section.level)
        for words in section.printed:
            document.add_paragraph(words)

    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _signature(document, f)
    for heading in annexes(charts):
        _new_page(document.add_heading(heading, 1))
        if heading.endswith(FIGURES):
            _annex(document, f)
        else:
            _pictures(document, charts)

    out = BytesIO()
    document.save(out)

    return out.getvalue()


def _headings(sections, charts):
    """[(heading, level)]"""
    found = [(section.heading, section.level) for section in sections if section.heading]
    return [*found, *((heading, 1) for heading in annexes(charts))]


def annexes(charts):
    """Their headings, numbered as they are there."""
    found = [CHARTS, FIGURES] if charts else [FIGURES]
    return [f"附件{number}：{name}" for number, name in enumerate(found, 1)]


def _settle(document, title, author):
    """Page, styles, number of the page below, properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    _page_number(section.footer.paragraphs[0])

    for style, font, size, bold in (
        ("Normal", BODY, 16, False),
        ("Title", "方正小标宋简体", 22, False),
        ("Heading 1", HEAD, 16, False),
        ("Heading 2", "楷体_GB2312", 16, True),
    ):
        found = document.styles[style]
        found.font.name, found.font.size, found.font.bold = font, Pt(size), bold
        found.font.color.rgb = BLACK
        fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
        for themed in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{themed}"), None)
        fonts.set(qn("w:eastAsia"), font)

    if (border := document.styles["Title"].element.pPr.find(qn("w:pBdr"))) is not None:
        border.getparent().remove(border)

    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after = Pt(28), Pt(0)
    normal.first_line_indent = Pt(32)
    normal.widow_control = True

    for style in ("Title", "Heading 1", "Heading 2"):
        shape = document.styles[style].paragraph_format
        shape.first_line_indent = Pt(0 if style == "Title" else 32)
        shape.space_before, shape.space_after = Pt(0), Pt(14 if style == "Title" else 0)
    document.styles["Title"].paragraph_format.line_spacing = Pt(36)

    kept = document.core_properties
    kept.title, kept.author, kept.comments, kept.language = title, author, "", "zh-CN"


def _page_number(paragraph):
    """— 1 —, in the middle of the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.add_run("— ")
    _field(paragraph, "PAGE", "1")
    paragraph.add_run(" —")
    for run in paragraph.runs:
        run.font.size = Pt(14)


def _front(document, f, headings, pages):
    """Title, office and contents, on a page of their own."""
    name = document.add_paragraph("\n".join(text.title_lines(f)), style="Title")
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in (f["center"], "目　　录"):
        line = document.add_paragraph(words)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.first_line_indent = Pt(0)
        line.paragraph_format.space_after = Pt(14)

    lines = [document.add_paragraph() for _ in headings]
    _mark(lines[0], "begin", stale=not pages)
    _instruct(lines[0], 'TOC \\o "1-2" \\h \\z')
    _mark(lines[0], "separate")
    for line, (heading, level) in zip(lines, headings, strict=True):
        shape = line.paragraph_format
        shape.first_line_indent, shape.left_indent = Pt(0), Pt(24 * (level - 1))
        shape.line_spacing = Pt(24)
        shape.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        line.add_run(f"{heading}\t{pages.get(heading, '')}").font.size = Pt(14)

    _mark(lines[-1], "end")
    lines[-1].add_run().add_break(WD_BREAK.PAGE)


def _pages(first, headings):
    """{heading: number of its page} of a printing, the contents left aside."""
    printed = pypdfium2.PdfDocument(texts.drawn(first, ".docx"))
    pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in printed]
    found, begin = {}, 1
    for heading, _ in headings:
        for number in range(begin, len(pages)):
            if "".join(heading.split()) in pages[number]:
                found[heading], begin = number + 1, number
                break
    return found


def _signature(document, f):
    """The name of the office and the day, at the right below the text, kept together."""
    for number, words in enumerate((f["center"], signed(f))):
        line = document.add_paragraph(words)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(32)
        line.paragraph_format.space_before = Pt(0 if number else 28)
        line.paragraph_format.keep_with_next = not number


def _new_page(heading):
    heading.paragraph_format.page_break_before = True
    heading.paragraph_format.first_line_indent = Pt(0)


def _pictures(document, charts):
    for caption, png in charts:
        _picture(document, caption, png)


def _picture(document, caption, png):
    """On a line as high as itself: the exact lines of the text would cut it to a strip."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run().add_picture(BytesIO(png), width=Cm(15))

    below = document.add_paragraph(caption)
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.paragraph_format.first_line_indent = Pt(0)
    below.paragraph_format.space_after = Pt(14)
    for run in below.runs:
        run.font.size = Pt(14)


def _field(paragraph, instruction, shown):
    _mark(paragraph, "begin")
    _instruct(paragraph, instruction)
    _mark(paragraph, "separate")
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def _instruct(paragraph, words):
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = words
    paragraph.add_run()._r.append(instruction)


def _mark(paragraph, kind, *, stale=False):
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if stale:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)


def _annex(document, f):
    """The figures that are known, with their definitions; the head is repeated on every page, no row is torn."""
    known = [figure for figure in f.values() if figure.definition and figure.known]
    table = document.add_table(rows=1 + len(known), cols=3, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, (Cm(3.8), Cm(4.4), Cm(7.4)), strict=True):
        column.width = width

    told = [(figure.label, figure.text, figure.definition) for figure in known]
    for row, words in zip(table.rows, [("数据", "数值", "口径"), *told], strict=True):
        _flag(row, "w:cantSplit")
        for cell, said in zip(row.cells, words, strict=True):
            _fill(cell, said)
    _flag(table.rows[0], "w:tblHeader")


def _fill(cell, words):
    line = cell.paragraphs[0]
    line.paragraph_format.first_line_indent = Pt(0)
    line.paragraph_format.line_spacing = Pt(16)
    line.add_run(words).font.size = Pt(10.5)


def _flag(row, name):
    row._tr.get_or_add_trPr().append(OxmlElement(name))
