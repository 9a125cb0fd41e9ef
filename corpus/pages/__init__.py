"""From pages, as they are drawn, to blocks, as they are read.

The modules in the order in which a page walks through them:

`characters` and `drawings` (with the order of `painting`) take letters and rules out of pdfium, `visibility`
tells which letters are seen, by their `inks`, what covers them on a `grid`, the page's `annotations`,
`strokes` through them, and by `looking` at the drawn page. `runs` and `lines` put the letters together
(`scripts` the raised ones) and `upright` makes a `page` of it. Then, over the whole document, `running_heads`
leaves out what repeats at the edges. Page by page, `layout` sets tables (`tables`, `cells`, `table_columns`),
boxes and figures (`regions`) apart, strings the rest together (`stretched`, `strands`), finds its `columns`
and `reading_order` and cuts it into `pieces` (`paragraphs`), which `kinds` names. Over the whole document
again, `flow` joins what pages and columns part, `captions` makes rows of tables, `headings` and `titles` find
levels and the title, and `writing` makes blocks of it all.
"""
