"""A folder of files: its settings, and which documents and frameworks it holds."""
