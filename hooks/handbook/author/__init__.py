"""What `handbook new` and `handbook rename` do: write new files and entries, and change ids everywhere.

A command reads and changes files through a `Desk`, which writes all of them at the end or none.
`answers` asks for what no flag says, `names` makes ids, and the kinds that can be made new are
functions in `lesson`, `module`, `question` and `scenario`. Their texts are templates in
`web/templates/new/`.
"""
