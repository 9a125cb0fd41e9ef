"""What the passages say to a question: `judging` weighs sentences, `assembling` puts parts together.

`quotable` tells what can be quoted, `aspects`, `numbers`, `ranges` and `definitions` what it must speak of;
`confidence` tells how sure it is, and `explanation` why.
"""
