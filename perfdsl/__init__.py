"""perfdsl: performance target tables as plain text: notation, checker and site generator."""

__version__ = "0.1.0"
