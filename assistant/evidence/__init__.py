"""What the passages say to a question: `judging` weighs sentences, and puts parts together.

`reading` lets the reader read them, `requiring` holds them against what the question names (`requirements`),
`rows` tells which rows of tables only stand beside what is asked about;
sentences are taken apart into `pieces`; `confidence` tells how sure it is, and `explanation` why.
"""
