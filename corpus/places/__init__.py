"""Where a paragraph stands on the pages of its PDF.

`letters` lays a page out as it was read and gives its letters their boxes, `paragraphs` and `rows` find
running text and rows of tables in it, `finding` says which places that makes, and `pictures` draws the pages.
"""
