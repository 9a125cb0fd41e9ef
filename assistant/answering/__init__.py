"""How an answer is given: by `quoting`, or by `writing` with a chat model; `checking` has the last word.

`replying` asks the model within bounds, and `agreement` compares what it wrote with a statement, by `pieces`.
"""
