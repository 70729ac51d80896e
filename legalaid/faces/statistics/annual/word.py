"""The report as an editable Word document: real styles and headings, a contents field, the figures in an annex table."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from . import text

BODY, HEAD = "仿宋", "黑体"


def docx(f, charts=()):
    """f: Readings; charts: [(caption, png bytes)]. Returns the bytes of a .docx."""
    document = Document()
    _styles(document)
    name = document.add_paragraph(text.title(f), style="Title")
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(f["center"]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _contents(document, [(heading, level) for heading, level, _ in text.sections(f) if heading])

    for heading, level, paragraphs in text.sections(f):
        if heading:
            document.add_heading(heading, level)
        for words in filter(None, paragraphs):
            document.add_paragraph(words)

    for caption, png in charts:
        _picture(document, png)
        document.add_paragraph(caption).alignment = WD_ALIGN_PARAGRAPH.CENTER

    document.add_heading("附：主要数据", 1)
    _annex(document, f)
    out = BytesIO()
    document.save(out)

    return out.getvalue()


def _picture(document, png):
    """On a line as high as itself: the exact lines of the text would cut it to a strip."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run().add_picture(BytesIO(png), width=Cm(15))


def _styles(document):
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)

    for style, font, size, bold in (
        ("Normal", BODY, 16, False),
        ("Title", "方正小标宋简体", 22, False),
        ("Heading 1", HEAD, 16, False),
        ("Heading 2", "楷体", 16, True),
    ):
        found = document.styles[style]
        found.font.name, found.font.size, found.font.bold = font, Pt(size), bold
        found.font.color.rgb = None
        found.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)

    if (border := document.styles["Title"].element.pPr.find(qn("w:pBdr"))) is not None:
        border.getparent().remove(border)

    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after = Pt(28), Pt(0)
    normal.first_line_indent = Pt(32)

    for style in ("Title", "Heading 1", "Heading 2"):
        document.styles[style].paragraph_format.first_line_indent = Pt(
            0 if style == "Title" else 32
        )


def _contents(document, headings):
    """A contents field, filled with the headings; Word and LibreOffice add the pages when fields are updated."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(0)
    _field(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = 'TOC \\o "1-2" \\h \\z'
    paragraph.add_run()._r.append(instruction)
    _field(paragraph, "separate")

    for number, (heading, level) in enumerate(headings):
        run = paragraph.add_run(f"{'　　' * (level - 1)}{heading}")
        run.font.size = Pt(12)
        if number < len(headings) - 1:
            run.add_break()

    _field(paragraph, "end")


def _field(paragraph, kind):
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _annex(document, f):
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("数据", "数值", "口径"), strict=True):
        cell.text = words

    for figure in f.values():
        if figure.definition:
            row = table.add_row().cells
            row[0].text, row[1].text, row[2].text = figure.label, figure.text, figure.definition

    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.first_line_indent = Pt(0)
                paragraph.paragraph_format.line_spacing = Pt(16)
                for run in paragraph.runs:
                    run.font.size = Pt(10.5)
