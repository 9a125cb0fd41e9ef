"""Where it is said: documents -> ranked passages.

`library` opens an index and gives a `snapshot` of it to each question, which `ranking` ranks by `passage`;
`retriever` is the same for LangChain. `synchronise` makes the index match folders and `single_files`
changes it by one file, in the same steps: `survey` looks at the files, `plan` says what to do,
`reading_processes` and `readings` read and keep what was read, `ingestion` writes it and `changes` says
what that changed. `watching` does it whenever a file changes; `file_steps` moves files as a part of it;
`naming` tells documents apart. `store` is what lies on the disk, `lexicon` knows the words, `models` embeds
and reranks.
"""
