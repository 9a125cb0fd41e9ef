"""From pages, as they are drawn, to blocks, as they are read.

The modules in the order in which a page walks through them:

`characters` and `drawings` take letters and lines out of pdfium, `lines` puts the letters together (with
`scripts` for raised and lowered ones) and `upright` makes a `page` of both. Then, over the whole document,
`running_heads` leaves out what repeats at the edges. Page by page, `layout` sets tables (`tables`), boxes
and figures (`regions`) apart, finds the reading order of the rest (`columns`) and cuts it into pieces
(`paragraphs`), which `kinds` names. Over the whole document again, `flow` joins what pages and columns
part, `headings` and `titles` find levels and the title, and `writing` makes blocks of it all.
"""
