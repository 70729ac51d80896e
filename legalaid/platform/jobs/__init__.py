"""Work done outside the request: the Job table is the truth, a broker only hints."""
