"""The child processes that read and draw files, so that no file can take the program down with it.

`reading` reads files, `drawing` draws pages, both by `starting` a program and within the `bounds` of time and
memory.
"""
