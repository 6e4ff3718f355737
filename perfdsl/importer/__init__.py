"""What offices have becomes tables: file → grids → layout → table → source, each a pure function of the one before."""
