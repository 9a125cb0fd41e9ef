"""The assistant measured beside what a user would build instead; run by hand, on sets kept elsewhere."""
