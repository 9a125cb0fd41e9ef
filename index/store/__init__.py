"""What lies on the disk: the collection, the keywords, the catalogue, and the states of all three."""
