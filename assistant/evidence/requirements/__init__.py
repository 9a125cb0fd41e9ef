"""What a question names, and whether a statement is about it.

`requirement` has the words. `asking` finds what a question names, `judging` holds a statement against it, and
`admitting` tells whether the statement may answer; `absence` tells what the documents do not hold.
They stand on `names` (drugs, diseases, routes ...) in one spelling (`folding`), found by `mentions`, compared
by `relations`, and called as the question calls them; on `comparisons` ("under 65"), read as
`ages` and `measures`; and on `values`.
"""
