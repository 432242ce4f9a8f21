"""CloudWatch metrics of a running stack, live from any endpoint or from a recorded sample.

queries says what is asked, cloudwatch asks it, recorded reads the sample that ships, fake stands in
for CloudWatch with its real limits, usage turns what was measured into usage for the estimate.
"""
