"""Who deals with the quality of the work: separation of those who did it, who judge it and who complain of it."""
