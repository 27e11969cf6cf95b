"""Writers: a report as data of its own (JSON, mappings, records) and as documents."""
