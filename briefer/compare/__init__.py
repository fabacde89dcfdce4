"""Articles held against each other: many of one story, and versions of one."""
