"""The lists: what each person keeps of them, views under a name, columns and order as they were left."""
