"""Generated reports of many bodies and years, with what they state beside them."""
