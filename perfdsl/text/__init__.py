"""Text leaves: folding, display width, nearest names, HTML, patterns."""
