"""Findings on their way out: one module an output, each a pure function from reports to text."""
