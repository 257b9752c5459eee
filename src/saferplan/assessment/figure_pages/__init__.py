"""The pages of a figure: what it rests on, its path to raw files, and what stands on it."""
