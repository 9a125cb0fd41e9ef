"""What word processors write: `docx`, `odt`, `rtf`.

Each turns its file into `pieces` (paragraphs, tables and what stands in them), of which `flow` makes blocks
(`flow_headings`); `running_text` says how words look, and why some would not be seen,
`numbering` counts items.
"""
