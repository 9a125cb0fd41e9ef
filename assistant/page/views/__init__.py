"""The pieces of the page as HTML, in which every word of a document or a person is text and nothing else.

`chat_messages` has the turns with what was found (`statement_blocks`), `sources_panel` the paragraphs behind
it; `at_hand` tells which documents there are to ask, `documents_list` what was read of them, `document_view`
and `page_pictures` show one. `plain_text` makes text of words that are not the page's own.
"""
