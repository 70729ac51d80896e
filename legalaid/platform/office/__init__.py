"""What pages are made of: forms, lists, panels, charts, sheets, the calendar of the house."""
