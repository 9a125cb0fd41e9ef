"""What a sentence must not change: its numbers with their units, negations, routes and names.

`cutting` takes a sentence apart into pieces (`piece`): it cuts it into `words`, looks them up in `word_lists`
(`pieces.toml`), and reads numbers with their units.
"""
