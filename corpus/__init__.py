"""What the files say: files -> documents made of numbered paragraphs.

`reading` reads one file: `formats` has a register of what can be read, `pages` makes paragraphs of the
letters of a PDF, `text` does what all formats need, `front_matter` finds what a file states about itself.
`worker` does it in a process of its own; `places` finds on its page what was read. `document` has the
words, `parts` what is told apart in a paragraph; `statements` cuts it into what can be quoted, each with what
it is about, and `chunking` makes of that what is embedded.

Around it: `files` finds what to read and `archives` opens it, `decoding` finds the encoding, `ocr` reads
pictures of pages, `unseen` names what a person would not see, `ledger` and `balancing` which words are in no
paragraph, `options` says how to read and `errors` what went wrong; `document_json` and `whole_files` write,
`slug` makes ids.
"""
