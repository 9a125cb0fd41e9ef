"""Where it is said: documents -> ranked passages.

`library` opens an index and gives a `snapshot` of it to each question, which `ranking` ranks; `retriever`
is the same for LangChain. `synchronise` makes the index match folders, `adding` and `removing` change it by
single documents. `models` embeds and reranks; `lexicon` knows the words.
"""
