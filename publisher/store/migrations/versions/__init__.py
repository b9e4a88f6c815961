"""One script a shape, in the order of their names."""
