"""The station board: which stations live."""
