"""What lies on the disk: states of the index, of which a question sees one.

`catalogue` lists the documents, `collection` holds the vectors (Chroma), `keywords` the words (BM25).
`transaction` writes the next state (`next_collection`) and puts it in place, `generations` keeps the one that
is being read, `sealing` tells what is damaged and `faults` says what to do then.
"""
