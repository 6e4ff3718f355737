"""What a table means: values, funding, indicators, frameworks. Immutable (but for the outline, while a document is read), no input or output."""
