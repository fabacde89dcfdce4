"""Many articles of one story: grouping, copies, weight, and what is news to earlier ones."""
