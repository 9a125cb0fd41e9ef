"""The pieces of the page as HTML, in which every word of a document or a person is text and nothing else."""
