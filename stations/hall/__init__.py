"""The hall of a station: numbers, windows, the kiosk and the big screen. The rest of `stations` does not know it."""
