"""What a visitor of the dashboard does, in a real browser. Run by `make browser`; everything else deselects them."""
