"""What was written: source text, lines and the tree of one ``.perf`` file."""
