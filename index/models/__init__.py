"""What reads for meaning: the embedding model and the reranker, from this machine alone."""
