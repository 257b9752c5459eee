"""Each contender is a process of its own: an archive, the LSOA lists and an empty folder in, Parquet files out."""
