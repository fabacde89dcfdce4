"""What briefer keeps between runs: replies, articles, runs; one SQLite file."""
