"""The printed handbook: pages become a closed tree of nodes, and Typst sets the tree.

`plan` says which chapters there are, `blocks` and `inline` turn their HTML into nodes, `exercises`,
`branching`, `records` and `findings` make what only paper has, `links` proves that every reference leads
somewhere, and `typeset` makes the PDF.
"""
