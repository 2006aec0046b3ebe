"""From a source to the catalogue and its indexes."""
