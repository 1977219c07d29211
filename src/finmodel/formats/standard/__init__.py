"""The documents that standards publish, as finmodel knows them without fetching them."""
