"""What is given before month 0: country, donors, missions, plan, shocks, parameters, mechanisms, run.

Knows no state.
"""
