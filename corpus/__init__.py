"""What the files say: files -> documents made of numbered paragraphs.

`reading` reads one file, by the register of `formats`; `document` has the words, `sentences` cuts paragraphs.
"""
