"""Where the documents of taxonomies come from: packages, mirrors, the user's library, the web."""
