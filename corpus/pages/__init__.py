"""From pages, as they are drawn, to blocks, as they are read.

The modules in the order in which a page walks through them:

`characters` and `drawings` take letters and rules out of pdfium, `visibility` tells which letters are seen,
by their `inks`, what covers them, and by `looking` at the drawn page. `strokes` tells what drawn lines make
of letters, `annotations` what was put on the page later: values in its form, notes, stamps. `runs` and
`lines` put the letters together, the marks of lists before their words, also those that are drawn, and
`upright` makes a `page` of it. Then, over the whole document, `running_heads` leaves out what repeats in the
rows at the `edges`. Page by page, `layout` sets tables (`tables`, by the `rules` and shades of the page,
`ruled`, `cells`, `table_columns`), boxes and figures (`regions`) and columns with heads of their own
(`facing`) apart, strings the rest together (`strands`), puts its `columns` in the order of reading and cuts
it into pieces (`paragraphs`), which `kinds` names. Over the whole document again, `flow` joins what pages and
columns part, `titles` finds the title and the levels of headings, `items` puts what is set in into lists, and
`blocks` makes blocks of it all, rows of tables with their captions included.
"""
