"""The official forms, declared once: values, labels, table classes, addresses and identities."""
