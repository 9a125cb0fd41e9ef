"""What reads for meaning, from this machine alone: the embedding model, the reranker and the reader.

`windows` says what the reader reads at once, in training and when answering.
"""
