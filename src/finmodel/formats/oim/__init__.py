"""What xBRL-JSON and xBRL-CSV share: names, URI aliases, dimension texts, notes and links."""
