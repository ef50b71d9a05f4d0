"""Export: the panel in the formats that others read."""
