"""The desk: what each person finds on the first page."""
