"""What is asked: a question and its conversation -> questions that stand alone.

`clean` it, greet (`greeting`, before anything is searched), make it stand alone (`standalone`, over
`pointing`, `ellipsis`, `swapping`, `replies`, `topics` and `noun_phrases`), part it (`parts`).
"""
