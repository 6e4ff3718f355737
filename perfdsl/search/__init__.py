"""What the reader's scripts load: the search data of each year, and the units to compare. Reads the model only."""
