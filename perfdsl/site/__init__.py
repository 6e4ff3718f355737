"""The public site: pages made from tables, written as static files."""
