"""The formats that can be read, each registered here once; a file is told by what it holds.

`format` says what a format is, `foreign` names files that are none of these. `pdf` (over `pages`), `word`,
`sheets`, `slides`, `markup`, `markdown` (`markdown_seen`, `markdown_boxes`) and `plain_text` are the formats;
`packages`, `lists`, `typed_lists`, `boxes`, `table_rows`, `table_headers`, `pipe_tables`, `properties` and
`xml_trees` serve several of them.
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.formats.foreign import name_foreign
from corpus.formats.format import Format, in_sequence
from corpus.formats.markdown import read_markdown
from corpus.formats.markup.epub import is_epub, read_epub
from corpus.formats.markup.html import read_html
from corpus.formats.markup.html.decoding import is_html, is_page
from corpus.formats.markup.jats import is_jats, read_jats
from corpus.formats.markup.mhtml import is_mhtml, read_mhtml
from corpus.formats.pdf import is_pdf, read_pdf
from corpus.formats.plain_text import read_plain_text
from corpus.formats.sheets.delimited import read_delimited
from corpus.formats.sheets.ods import is_ods, read_ods
from corpus.formats.sheets.xlsx import is_xlsx, read_xlsx
from corpus.formats.slides.odp import is_odp, read_odp
from corpus.formats.slides.pptx import is_pptx, read_pptx
from corpus.formats.word.docx import is_docx, read_docx
from corpus.formats.word.odt import is_odt, read_odt
from corpus.formats.word.rtf import is_rtf, read_rtf
from corpus.options import Options

__all__ = ["FORMATS", "Format", "Options", "endings", "in_sequence", "tell_format"]


HTML = Format("HTML", (".html", ".htm", ".xhtml"), is_html, read_html)
MARKDOWN = Format("Markdown", (".md", ".markdown"), lambda _: False, read_markdown)
DELIMITED = Format("CSV", (".csv", ".tsv", ".tab"), lambda _: False, read_delimited)
PLAIN_TEXT = Format("text", (".txt", ".text"), lambda _: False, read_plain_text)
# The first that knows a file's bytes reads it.
FORMATS: tuple[Format, ...] = (
    Format("PDF", (".pdf",), is_pdf, read_pdf),
    Format("Word", (".docx", ".docm", ".dotx", ".dotm"), is_docx, read_docx),
    Format("OpenDocument", (".odt", ".ott"), is_odt, read_odt),
    Format("Excel", (".xlsx", ".xlsm", ".xltx", ".xltm"), is_xlsx, read_xlsx),
    Format("OpenDocument sheets", (".ods", ".ots"), is_ods, read_ods),
    Format("PowerPoint", (".pptx", ".pptm", ".potx", ".ppsx", ".ppsm"), is_pptx, read_pptx),
    Format("OpenDocument slides", (".odp", ".otp"), is_odp, read_odp),
    Format("RTF", (".rtf",), is_rtf, read_rtf),
    Format("EPUB", (".epub",), is_epub, read_epub),
    Format("saved web page", (".mht", ".mhtml"), is_mhtml, read_mhtml),
    Format("JATS", (".xml", ".nxml"), is_jats, read_jats),
    HTML,
    MARKDOWN,
    DELIMITED,
    PLAIN_TEXT,
)


def endings() -> tuple[str, ...]:
    """Return the endings of the files that can be read, in lower case with their dot."""
    return tuple(ending for each in FORMATS for ending in each.endings)


def tell_format(path: Path, data: bytes) -> Format:
    """Return the format of a file by its bytes; only text is told by its ending.

    Raise `UnreadableFileError` naming what the file is when it is of a kind that is not read.
    """
    known = next((each for each in FORMATS if each.tell(data)), None)
    # Markdown may begin and end with HTML and be Markdown in between.
    if known and not (known is HTML and path.suffix.lower() in MARKDOWN.endings and not is_page(data)):
        return known
    foreign = name_foreign(data)
    if foreign:
        raise UnreadableFileError(foreign)
    named = (each for each in (HTML, MARKDOWN, DELIMITED) if path.suffix.lower() in each.endings)
    return next(named, PLAIN_TEXT)
