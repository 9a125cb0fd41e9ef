"""What the passages say to a question: `judging` weighs sentences, `assembling` puts parts together.

`requiring` holds statements against what the question names (`requirements`); `aspects`, `numbers` and
`definitions` are what a statement must speak of;
`confidence` tells how sure it is, and `explanation` why.
"""
