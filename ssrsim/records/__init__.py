"""What leaves a run: results in memory, their Parquet store and manifest."""
