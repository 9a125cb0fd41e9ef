"""Words and their shapes, whatever file they come from.

`lines` makes blocks of lines (`text_lines`, `headings`), `hyphenation` joins what a line's end parts,
`references` sets marks and lists of sources apart, `date_lines` finds when something was issued
(`written_dates`). `sentences` cuts paragraphs; `shapes` tells an item from a sentence.
"""
