"""What is asked: a question and its conversation -> questions that stand alone.

`clean` it (and greet, before anything is searched), make it stand alone (`standalone`, over `pointing`,
`ellipsis`, `replies`, `topics` and `noun_phrases`), part it (`parts`).
"""
