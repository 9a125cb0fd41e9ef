"""What to answer: a question and its conversation -> an answer with its citations.

`assistant` is the way from question to answer, step by step; `opening` opens it as the settings say, and
`runnable` is the same for LangChain.

`answer` and `settings` are the words, `users` are those who may log in.
"""
