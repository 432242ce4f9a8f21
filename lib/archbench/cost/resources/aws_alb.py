"""Application load balancer under its older name; priced as aws_lb.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_alb.web": {"internal": True}}, {"aws_alb.web": {"processed_bytes_gb": 730}})
Application load balancer                   730 Hrs                 $0.0225     $16.43
Load balancer capacity units                730 LCU-Hrs              $0.008      $5.84
"""

from archbench.cost.resources.aws_lb import NAME, USAGE, charges

__all__ = ["NAME", "USAGE", "charges"]
