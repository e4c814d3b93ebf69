"""The layouts: where everything stands on the sheet, in one language or in two columns."""
