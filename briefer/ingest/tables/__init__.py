"""Tables of any size, read row by row: JSON Lines, CSV, TSV, Parquet; and archives of pages, WARC.

`rows.read_rows` gives rows, `articles.table_items` an `Item` for each.
"""
