"""The same papers as PDF by programs that people use: WeasyPrint from a page, LibreOffice from a Word document."""

from benchmarks.reading import files, office

from govdisclosure.strategies.layouts import LAYOUTS, Paper

_STYLE = "<style>table{border-collapse:collapse;width:100%}td{border:1px solid;font-size:9pt;text-align:center}</style>"


def by_weasyprint(paper: Paper) -> bytes:
    """The page as WeasyPrint prints it."""
    import weasyprint

    page = next(layout for layout in LAYOUTS if layout.name == "page").lay_out(paper)
    data = weasyprint.HTML(string=page.replace("<body>", f"<head>{_STYLE}</head><body>")).write_pdf()
    assert data is not None
    return data


def by_libreoffice(paper: Paper) -> bytes:
    """The Word document as LibreOffice prints it."""
    return office.convert(files.packed(files.document_xml(paper)), "docx", "pdf")
