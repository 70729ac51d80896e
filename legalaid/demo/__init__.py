"""The demo county: invented people and matters, walked through the real acts. Installed for the demo, the tests and the bench only."""
