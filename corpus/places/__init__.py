"""Where a paragraph stands on the pages of its PDF.

`letters` gives the letters of lines their boxes, `parts` lays a page out as it was read, `paragraphs` and
`rows` find running text and rows of tables among its parts, `finding` says which places that makes, and
`pictures` draws the pages.
"""
