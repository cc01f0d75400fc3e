"""A paper as a Word document: comes in: a receipt, goes out: the bytes of a .docx with real headings and a language.

The one place where a Word document is written; reading them is the corpus's business.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from assistant.takeaway.outline import Block, Form
from assistant.takeaway.paper import outline_paper
from assistant.takeaway.printable import printable
from assistant.takeaway.receipt import Receipt

_LANGUAGE = "en-GB"
_FONT = "Arial"
_INK = "1F2933"
_STYLES = {
    Form.TITLE: "Title",
    Form.HEADING: "Heading 1",
    Form.SUBHEADING: "Heading 2",
    Form.ITEM: "Heading 3",
    Form.BULLET: "List Bullet",
    Form.LEAD_IN: "Quote",
    Form.QUOTE: "Quote",
}
_SIZES = {"Normal": 11, "Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 12, "Quote": 11.5}


def write_word(receipt: Receipt, address: str) -> bytes:
    """Return a Word document of the whole paper; links begin with `address`."""
    import docx

    document = docx.Document()
    _set_language(document)
    _set_styles(document)
    _describe(document, receipt)
    for block in outline_paper(receipt, address):
        paragraph = document.add_paragraph(style=_STYLES.get(block.form))
        _fill(paragraph, block)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _fill(paragraph: Any, block: Block) -> None:
    """Write one block; words go in as text, never as markup."""
    if block.form is Form.CITATION:
        paragraph.add_run(f"{printable(block.label)} ").bold = True
        _add_link(paragraph, printable(block.text), block.link)
    elif block.form is Form.FACT:
        paragraph.add_run(f"{printable(block.label)}: ").bold = True
        paragraph.add_run(printable(block.text))
    else:
        run = paragraph.add_run(printable(block.text))
        run.bold = True if block.form is Form.WARNING else None
    if block.form in (Form.FACT, Form.CITATION):
        paragraph.paragraph_format.space_after = _points(2)
    if block.form in (Form.LEAD_IN, Form.QUOTE):
        # A quotation is never torn over two pages and stays with its citation.
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = True


def _add_link(paragraph: Any, words: str, link: str) -> None:
    """Add a hyperlink, for which python-docx has no call of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    holder = OxmlElement("w:hyperlink")
    holder.set(qn("r:id"), paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.underline = True
    run.font.color.rgb = RGBColor(0x0B, 0x4A, 0x80)
    holder.append(run._r)
    paragraph._p.append(holder)


def _set_language(document: Any) -> None:
    """Say British English wherever the template says another language, for spelling checks and screen readers."""
    from docx.oxml.ns import qn

    for named in document.styles.element.iter(qn("w:lang")):
        named.set(qn("w:val"), _LANGUAGE)


def _set_styles(document: Any) -> None:
    """One plain font, dark headings, and quotations set in with a line beside them."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for name, size in _SIZES.items():
        font = document.styles[name].font
        font.name, font.size = _FONT, _points(size)
        font.color.rgb = RGBColor.from_string(_INK)
        font.italic = False
        fonts = document.styles[name].element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        fonts.set(qn("w:eastAsia"), _FONT)
    _set_line_beside(document.styles["Quote"])


def _set_line_beside(style: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style.paragraph_format.left_indent = _points(14)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", "143A5A")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    # The schema fixes the order of a paragraph's properties: borders stand before spacing and indents.
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _describe(document: Any, receipt: Receipt) -> None:
    """Give the document its title and language, and its time as the answer's; nobody is named as author."""
    about = document.core_properties
    about.title = "What the inspection letters say"
    about.subject = printable(receipt.question)[:255]
    about.language = _LANGUAGE
    about.author = about.last_modified_by = about.comments = ""
    moment = receipt.answered_at.replace(tzinfo=None)
    about.created = about.modified = moment


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)
