"""What the network's papers say."""
