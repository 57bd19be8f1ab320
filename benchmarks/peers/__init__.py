"""What runs inside the environments of peers: nothing here may import ssrsim, numba or Mesa."""
