"""The rules of the house in the words of the trade: no framework, no clock, no randomness, no locale."""
