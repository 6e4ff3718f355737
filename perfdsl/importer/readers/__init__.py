"""One module a kind of file: its bytes become a document of grids and paragraphs."""
