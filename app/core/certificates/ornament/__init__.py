"""The ornament: a guilloche ribbon and seal computed from the code, with the QR code in the middle."""
