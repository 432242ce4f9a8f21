control "OPS08-functions" {
  group  = "OPS08"
  title  = "An alarm watches every function"
  why    = "A function that fails says so in a metric nobody looks at."
  impact = "Calls fail until a user complains."
  fix    = "Add an alarm on Errors or Throttles with FunctionName in its dimensions."
  link   = "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html"

  assert {
    for_each      = every(["aws_lambda_function"])
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "OPS08-queues" {
  group  = "OPS08"
  title  = "An alarm watches every queue"
  why    = "A queue that grows says that its consumer is too slow, or gone."
  impact = "Work lies there until it expires."
  fix    = "Add an alarm on ApproximateAgeOfOldestMessage, and on a dead-letter queue one on ApproximateNumberOfMessagesVisible."
  link   = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html"

  assert {
    for_each      = every(["aws_sqs_queue"])
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "OPS08-services" {
  group  = "OPS08"
  title  = "An alarm watches every service"
  why    = "A service whose tasks die and start again looks alive from outside."
  impact = "Requests fail until somebody looks."
  fix    = "Add an alarm on CPUUtilization, MemoryUtilization or RunningTaskCount with ServiceName in its dimensions."
  link   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html"

  assert {
    for_each      = every(["aws_ecs_service"])
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "OPS08-tables" {
  group    = "OPS08"
  title    = "An alarm watches every table"
  severity = "low"
  why      = "What a table refuses, it counts as throttled."
  impact   = "Requests fail at peak, and nobody knows why."
  fix      = "Add an alarm on ThrottledRequests, SystemErrors or UserErrors with TableName in its dimensions."
  link     = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html"

  assert {
    for_each      = every(["aws_dynamodb_table"])
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "OPS08-caches" {
  group    = "OPS08"
  title    = "An alarm watches every cache"
  severity = "low"
  why      = "Memory of a cache runs out gradually, with time to act for those who look."
  impact   = "Sessions are thrown out while people use them."
  fix      = "Add an alarm on DatabaseMemoryUsagePercentage or EngineCPUUtilization."
  link     = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html"

  assert {
    for_each      = every(["aws_elasticache_replication_group"])
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "OPS08-machines" {
  group    = "OPS08"
  title    = "An alarm watches every state machine"
  severity = "low"
  why      = "A workflow that fails says so in a metric nobody looks at."
  impact   = "Work stops half way until a user complains."
  fix      = "Add an alarm on ExecutionsFailed with StateMachineArn in its dimensions."
  link     = "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html"

  assert {
    for_each      = every(["aws_sfn_state_machine"])
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}
