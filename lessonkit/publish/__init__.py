"""The reading site: what Sphinx builds it from, made from the notebooks as stored, the data and the guide."""
