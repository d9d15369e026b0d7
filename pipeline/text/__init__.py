"""What is true of any Chinese text: clean characters, offsets, numerals, dates, script, sentences; it knows no subject."""
