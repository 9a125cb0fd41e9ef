"""How an answer is given: by `quoting`, or by `writing` with a chat model; `checking` has the last word.

`readable` tells what a statement is quoted and shown with, `differing` how statements stand to each other.

`replying` asks the model within bounds. What it wrote is held against a statement by `agreement`: each piece
of it stands there in its order, or belongs there to what it belongs to here (`binding`, of numbers `amounts`,
of what stands on either side `sides`), and nothing that would change it is left behind (`leaving_out`);
texts are laid out by `laying`, one on the other. `trying` tries a chat model on a sample.
"""
