"""Words and their shapes, whatever file they come from.

`lines` makes blocks of lines (`text_lines`, `headings`), `hyphenation` joins what a line's end parts,
`references` sets marks and lists of sources apart, `date_lines` finds when something was issued
(`written_dates`). `scripts` writes what is raised and lowered (fractions, powers, marks), `symbols` what
symbol fonts show. `sentences` cuts paragraphs; `shapes` tells an item from a sentence.
"""
