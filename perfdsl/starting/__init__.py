"""What writers begin with: blank tables, next year's tables, new projects."""
