"""What is marked up: `html`, `jats`, and the files that hold pages (`epub`, `mhtml`).

`markup` parses, `inline_text` writes an element's words as text (`mathml` its formulas), `css` tells which of
them a person sees.
"""
