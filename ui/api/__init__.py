"""The HTTP service: one router a concern, one error shape, one way to know the caller."""
