"""How fast perfdsl is: made-up units in the shape of a real table, and the measurements of the budgets."""
