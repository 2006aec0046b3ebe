"""What answers: words, stores, retrieval, answering. Knows nothing of the other packages."""
