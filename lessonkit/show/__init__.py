"""What a cell shows: figure, explorer, searchable rows, tables in words, and the line that names the sources."""
