"""The manual of the house: chapters by what one wants to do, the words of the law, and the first round through the pages."""
