"""What a table means: values, funding, indicators, frameworks. Immutable, no input or output."""
