"""One reader for each kind of file, each giving lines of text in reading order."""
