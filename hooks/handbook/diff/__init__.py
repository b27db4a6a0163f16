"""What a change means: two versions of a handbook compared as a reviewer reads them.

`git` brings the older version, `compare` is a pure function from two `Version`s to a list of
`Change`s, and `report` shows them. Nothing here writes into the handbook's folder.
"""
