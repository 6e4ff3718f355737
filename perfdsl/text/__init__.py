"""Text leaves: folding, display width, nearest names, bytes to text."""
