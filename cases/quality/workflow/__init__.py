"""What proves the quality of the work, each a table of its own: plans, observations, reviews, complaints."""
