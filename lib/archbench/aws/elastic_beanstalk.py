"""Elastic Beanstalk: applications and their environments."""

from archbench.aws.kind import Kind, Link, helper

KINDS = (
    Kind(
        types=("aws_elastic_beanstalk_environment",),
        title="Beanstalk environment",
        service="Elastic Beanstalk",
        icon="compute.ElasticBeanstalk",
        role="workload",
        made_of=("template_name",),
        links=(Link("control", "application", "", "deploys"),),
        # where and how many stands in free-form settings, and in the platform's own defaults
        loss="untold",
    ),
    Kind(
        types=("aws_elastic_beanstalk_application",),
        title="Beanstalk application",
        service="Elastic Beanstalk",
        icon="compute.ElasticBeanstalkApplication",
        role="support",
        loss="none",
    ),
    helper(
        "aws_elastic_beanstalk_application_version aws_elastic_beanstalk_configuration_template",
        "application",
    ),
)
