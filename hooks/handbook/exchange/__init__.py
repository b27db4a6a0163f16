"""Questions from outside the quiz files: spreadsheets, and the form for a new question.

A spreadsheet's line or a filled-in form is a `Row` (`rows`); `table` makes a question of it and back,
`plan` says what the quiz files would hold then and what `handbook check` would say to that. `csvfile`,
`xlsxfile` and `xlsxmake` know the files, `grid` what both have in common, `form` the text of an issue.
"""
