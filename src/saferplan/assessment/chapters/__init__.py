"""The chapters of the strategic assessment, in the order the regulations ask for them."""
