"""`python -m ssrsim` is the program `ssrsim`."""

from ssrsim.cli import main

if __name__ == "__main__":
    main()
