"""Claims shown: facts with their addresses, how a source was read, citation marks, words to know."""
