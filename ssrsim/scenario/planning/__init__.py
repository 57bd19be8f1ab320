"""A plan looked at before anything runs: what can happen when, and what in it surely is not meant so."""
