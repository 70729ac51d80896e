"""The cells of an imported sheet that are wrong, each with its reason."""

from legalaid.platform.office.tables import Column, Table

WRONG_CELLS = Table(
    caption="有问题的单元格",
    columns=(Column("row", "行"), Column("heading", "列"), Column("sentence", "问题")),
)
