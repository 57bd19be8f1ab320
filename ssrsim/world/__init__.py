"""The state: tables of columns, random numbers, ledger, how a world is built and saved."""
