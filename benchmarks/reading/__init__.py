"""How well documents are read: known reports rendered with the deviations of published ones, and every cell compared.

See the README beside this module.
"""
