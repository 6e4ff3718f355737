"""A table as flat records: what CSV, Data Package, CSVW and SQLite are made from.

Names of groups are the framework's own (aliases resolved), so that units can be compared; ids are those of the
pages: ``unit_id`` is the address of a table's folder on the site, ``id`` the anchor of a row in it.
Fields are texts, whole numbers, truth values or None, numbers with decimals are text: so records can be kept as they
are between two builds.
"""
