"""What is known of each language: words, forms, names of places and offices."""
