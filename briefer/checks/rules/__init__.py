"""The rules that hold a claim to its evidence, one file for each sort of fact."""
