"""Work done outside the request: a row of the Job table, which the worker looks at."""
