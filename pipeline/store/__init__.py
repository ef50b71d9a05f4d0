"""Store: the rows of reports → CSV, Parquet and DuckDB tables, with their description."""
