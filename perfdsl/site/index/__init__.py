"""What the pages of the whole site are made from: of every document what others show of it."""
