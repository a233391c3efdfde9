"""Charts: drawn from figure records by Vega-Lite, for pages and to take away.

A record names figures; `plotting` reads it in one language as a `plot`. `layout` and `linelayout` place
rows, labels and values on a `sheet`, `vega` draws it, `compact` takes from the drawing what is needed,
`drawing` makes the picture of a page of it, and `picture` and `table` the files.
"""
