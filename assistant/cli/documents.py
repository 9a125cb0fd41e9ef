"""The commands that show what is indexed: documents and show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.opened import indexed
from corpus.errors import UserError

if TYPE_CHECKING:
    from corpus.document import Document


def documents(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array instead of text.")] = False,
) -> None:
    """List the indexed documents, with what is to be known of their files."""
    from assistant.cli.listing import documents_table, notes
    from assistant.cli.terminal import console, print_json
    from assistant.document_summary import summary
    from assistant.settings import load_settings

    found = indexed(load_settings())
    if as_json:
        print_json([summary(document, found) for document in found])
        return
    out = console()
    out.print(documents_table(found))
    for line in notes(found):
        out.print(line, soft_wrap=True)


def show(
    place: Annotated[str, typer.Argument(metavar="DOCUMENT[#N]", help="A document, or a paragraph of it.")],
) -> None:
    """Print a document, or one paragraph among its neighbours."""
    from assistant.cli.listing import print_header, print_paragraphs
    from assistant.cli.terminal import console
    from assistant.settings import load_settings
    from index.naming import find_document

    name, _, number = place.partition("#")
    found = indexed(load_settings())
    document = find_document(name, found)
    chosen = _paragraph_number(number, document) if number else None
    out = console()
    print_header(out, document, found)
    print_paragraphs(out, document, chosen)


def _paragraph_number(text: str, document: Document) -> int:
    last = len(document.paragraphs)
    if not text.isdecimal() or not 1 <= int(text) <= last:
        raise UserError(f"{document.id} has no paragraph {text!r}; its paragraphs are numbered 1 to {last}.")
    return int(text)
