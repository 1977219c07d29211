"""Facts and findings as tables of Arrow, polars and pandas, and facts back from them."""
