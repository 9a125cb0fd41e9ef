"""What was found, as HTML: running text, lists, and rows within their tables, each under what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.answer import Answer, Citation, Statement
from assistant.page.blocks import Block, Item
from assistant.page.tables import Row, Table
from assistant.page.views.plain_text import clipped, plain
from assistant.wording import in_small_letters, instead_of_written, place, stands_on

# The marks that lead to the sources with these numbers.
Marks = Callable[[Sequence[int]], str]


def statement_blocks(answer: Answer, blocks: Sequence[Block], turn: int) -> str:
    """Return the statements of `answer`, parted into `blocks`, with marks to the sources of the turn."""
    citations = {citation.number: citation for citation in answer.citations}

    def marks(numbers: Sequence[int]) -> str:
        return "".join(_mark(citations[number], turn) for number in numbers if number in citations)

    return "".join(_about(block) + "".join(_shown(block, answer, marks)) for block in blocks)


def _about(block: Block) -> str:
    """Return what a block is about; it is none of the quoted words, and looks apart from them."""
    # Lines are drawn with dashes beside a heading.
    about = " › ".join(each.strip(" -–—_=*") for each in block.about)
    return f'<p class="about" dir="auto">{plain(about)}</p>' if about else ""


def _shown(block: Block, answer: Answer, marks: Marks) -> Iterator[str]:
    if block.table:
        yield _table(block, block.table, marks)
        return
    statements = [answer.statements[place] for place in block.statements]
    if block.items:
        yield f'<ul class="items">{"".join(_list(block.items, statements, marks))}</ul>'
        yield from (_below(statement, answer) for statement in statements)
        return
    for statement in statements:
        words = _ending(statement.text, marks(statement.citations))
        yield f'<p class="statement" dir="auto">{words}</p>{_below(statement, answer)}'


def _ending(text: str, marks: str) -> str:
    """Return `text` with its marks beside its last word: alone on the next line they look like no one's."""
    beginning, space, ending = text.rpartition(" ")
    return f'{plain(beginning + space)}<span class="ending">{plain(ending)}{marks}</span>'


def _below(statement: Statement, answer: Answer) -> str:
    """Return what stands under a sentence that a chat model wrote, or under the quote in its place."""
    below = stands_on(statement, answer) or instead_of_written(statement)
    return f'<p class="below" dir="auto">{plain(below)}</p>' if below else ""


def _list(items: Sequence[Sequence[Item]], statements: Sequence[Statement], marks: Marks) -> Iterator[str]:
    outermost = min(item.level for each in items for item in each)
    for each, statement in zip(items, statements, strict=True):
        for item in each:
            numbers = statement.citations if item is each[-1] else ()
            sign = plain(item.sign) or "•"
            yield (
                f'<li class="statement depth-{min(item.level - outermost, 3)}" dir="auto">'
                f'<span class="sign">{sign}</span><span>{_ending(item.text, marks(numbers))}</span></li>'
            )


def _table(block: Block, table: Table, marks: Marks) -> str:
    named = any(table.columns)
    head = "".join(map(_column, table.columns)) if named else ""
    head = f"<thead><tr>{head}</tr></thead>" if named else ""
    name = plain(f"Rows of a table: {', '.join(block.about)}")
    rows = "".join(_rows(table, marks))
    return f'<div class="rows"><table aria-label="{name}">{head}<tbody>{rows}</tbody></table></div>'


def _rows(table: Table, marks: Marks) -> Iterator[str]:
    """Yield the rows, each group of them under its label, and a sign where some are left out."""
    group, columns = "", len(table.columns)
    for row in table.rows:
        if row.apart:
            yield f'<tr class="apart"><td colspan="{columns}">⋯</td></tr>'
        if row.group not in ("", group):
            label = plain(row.group)
            yield f'<tr class="group"><th scope="colgroup" colspan="{columns}">{label}</th></tr>'
        group = row.group
        yield _row(row, columns, marks)


def _column(name: str) -> str:
    return f'<th scope="col" dir="auto">{plain(name)}</th>' if name else "<td></td>"


def _row(row: Row, columns: int, marks: Marks) -> str:
    """Return a row; of one that is quoted the quoted cells are marked, and the last of them has its marks."""
    chosen = (row.quoted or range(len(row.cells))) if row.numbers else ()
    wide = f' colspan="{columns}"' if len(row.cells) < columns else ""
    cells = []
    for at, text in enumerate(row.cells):
        tag, scope = ("th", ' scope="row"') if at == 0 and text else ("td", "")
        quoted = ' class="quoted"' if at in chosen else ""
        words = _ending(text, marks(row.numbers)) if chosen and at == chosen[-1] else plain(text)
        cells.append(f'<{tag}{scope}{wide}{quoted} dir="auto">{words}</{tag}>')
    return f'<tr class="{"statement" if row.numbers else "beside"}">{"".join(cells)}</tr>'


def _mark(citation: Citation, turn: int) -> str:
    where = f"{in_small_letters(citation.name)}, {place(citation.paragraph, citation.page)}"
    hover = plain(f"{where}: “{clipped(citation.quote)}”")
    return (
        f'<a class="mark" href="#source-{turn}-{citation.number}" title="{hover}">'
        f'<span class="bracket">[</span>{citation.number}<span class="bracket">]</span></a>'
    )
