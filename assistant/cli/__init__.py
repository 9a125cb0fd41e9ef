"""The command line: a module for each command; `terminal` shows answers, documents and progress."""
