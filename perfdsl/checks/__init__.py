"""What is wrong with a table. Rules read the model only; the runner applies levels and suppressions."""
