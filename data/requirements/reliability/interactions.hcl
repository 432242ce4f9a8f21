control "REL04-BP02-queue-owners" {
  group   = "REL04"
  title   = "Messages wait four days or longer for a consumer that is away"
  applies = length(resources.aws_sqs_queue) > 0
  why     = "A queue decouples two services only for as long as it keeps messages; the default of SQS is four days."
  impact  = "Messages are lost for good when the consumer is down over a weekend."
  fix     = "Set message_retention_seconds to 345600 or more."
  link    = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-queue-parameters.html"

  assert {
    for_each      = resources.aws_sqs_queue
    condition     = each.message_retention_seconds >= 345600
    expected      = "at least 345600 s"
    error_message = "${each.address} keeps messages ${each.message_retention_seconds} s."
  }
}

control "REL04-interactions" {
  group  = "REL04"
  title  = "Requests are idempotent, work is constant, dependencies are loose (REL04-BP01 to BP04)"
  why    = "A retried request must not do its work twice; Terraform does not see how the code handles one."
  impact = "What was asked for is done twice after a timeout."
  review = "Look in the code for idempotency keys on each request that changes something, and for calls whose failure would stop the caller."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_prevent_interaction_failure_idempotent.html"
}

control "REL05-BP04-dead-letters" {
  group  = "REL05"
  title  = "What a queue's consumer cannot handle goes to a dead-letter queue"
  why    = "Without one, a message that always fails is tried again until it expires, in front of the others."
  impact = "One bad message slows or blocks the queue, and is gone in the end."
  fix    = "Add a redrive_policy with the ARN of a dead-letter queue and a maxReceiveCount."
  link   = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html"

  assert {
    for_each      = every(["aws_sqs_queue"])
    when          = length(redrives(each)) == 0
    condition     = anytrue([each.configured.redrive_policy != null, length(attached(each, "aws_sqs_queue_redrive_policy", "queue_url")) > 0])
    expected      = "a redrive policy"
    error_message = "${each.address} has no dead-letter queue."
  }
}

control "REL05-interactions" {
  group  = "REL05"
  title  = "Clients time out, back off and degrade gracefully; services are stateless (REL05-BP01 to BP07)"
  why    = "Timeouts, retries, throttling and levers live in code and in clients."
  impact = "Retries without a limit turn a short overload into a long outage."
  review = "Look in the code for a timeout on each call, a limit on retries with jitter, and session state kept outside of instances."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_graceful_degradation.html"
}

control "REL05-BP04-functions" {
  group  = "REL05"
  title  = "What a function called by an event cannot handle is kept"
  why    = "Lambda tries an event twice more and then forgets it, unless it has somewhere to put it."
  impact = "Messages are lost, and nobody sees which."
  fix    = "Set dead_letter_config, or an aws_lambda_function_event_invoke_config with destination_config on_failure."
  link   = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"

  assert {
    for_each      = every(["aws_lambda_function"])
    when          = length(attached(each, "aws_lambda_function_event_invoke_config", "function_name")) > 0 || anytrue([for p in attached(each, "aws_lambda_permission", "function_name") : contains(["events.amazonaws.com", "sns.amazonaws.com", "s3.amazonaws.com", "scheduler.amazonaws.com", "iot.amazonaws.com", "ses.amazonaws.com"], p.principal)])
    condition     = anytrue(concat([length(coalesce(each.configured.dead_letter_config, [])) > 0], flatten([for config in attached(each, "aws_lambda_function_event_invoke_config", "function_name") : [for destination in config.destination_config : length(destination.on_failure) > 0]])))
    expected      = "a dead-letter target or a destination for failures"
    error_message = "${each.address} forgets events that it cannot handle."
  }
}

control "REL05-BP04-subscriptions" {
  group    = "REL05"
  title    = "What a subscriber cannot be told is kept"
  severity = "low"
  why      = "SNS gives up on a subscriber that does not answer, and the message is gone."
  impact   = "One partner misses what all others got."
  fix      = "Set redrive_policy with the ARN of a queue."
  link     = "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html"

  assert {
    for_each      = every(["aws_sns_topic_subscription"])
    when          = contains(["http", "https", "lambda", "sqs", "firehose"], each.protocol)
    condition     = is_set(each, "redrive_policy")
    expected      = "a redrive policy"
    error_message = "${each.address} forgets what it could not deliver."
  }
}

control "REL05-BP04-targets" {
  group    = "REL05"
  title    = "What a rule cannot deliver is kept"
  severity = "low"
  why      = "EventBridge gives up after a day, and the event is gone."
  impact   = "What should have started never did, and nobody knows."
  fix      = "Add dead_letter_config with the ARN of a queue."
  link     = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html"

  assert {
    for_each      = every(["aws_cloudwatch_event_target"])
    condition     = length(coalesce(each.configured.dead_letter_config, [])) > 0
    expected      = "dead_letter_config"
    error_message = "${each.address} forgets what it could not deliver."
  }
}

control "REL05-BP03-streams" {
  group  = "REL05"
  title  = "A record that always fails does not stop its stream"
  why    = "A mapping tries a batch of a stream again until the records expire, in front of all that follow."
  impact = "One bad record stops a shard for a day or a week."
  fix    = "Set maximum_retry_attempts or maximum_record_age_in_seconds, and destination_config on_failure."
  link   = "https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html"

  assert {
    for_each      = every(["aws_lambda_event_source_mapping"])
    when          = length(named(each, "event_source_arn", "aws_kinesis_stream")) + length(named(each, "event_source_arn", "aws_kinesis_stream_consumer")) + length(named(each, "event_source_arn", "aws_dynamodb_table")) > 0
    condition     = coalesce(each.configured.maximum_retry_attempts, -1) >= 0 || coalesce(each.configured.maximum_record_age_in_seconds, -1) >= 0
    expected      = "a limit of retries or of age"
    error_message = "${each.address} tries a failing batch until it expires."
  }
}

control "REL05-BP05-visibility" {
  group  = "REL05"
  title  = "A message stays hidden while its function works on it"
  why    = "A message that becomes visible again is handled twice; AWS asks for six times the timeout of the function."
  impact = "Work is done twice when calls are slow."
  fix    = "Set visibility_timeout_seconds of the queue to six times the timeout of the function."
  link   = "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"

  assert {
    for_each      = every(["aws_lambda_event_source_mapping"])
    when          = length(named(each, "event_source_arn", "aws_sqs_queue")) > 0 && length(named(each, "function_name", "aws_lambda_function")) > 0
    condition     = alltrue(flatten([for q in named(each, "event_source_arn", "aws_sqs_queue") : [for f in named(each, "function_name", "aws_lambda_function") : coalesce(q.configured.visibility_timeout_seconds, 30) >= 6 * coalesce(f.configured.timeout, 3)]]))
    expected      = "at least six times the timeout of the function"
    error_message = "The queue of ${each.address} may show messages again while they are worked on: it hides them for less than six times the timeout of the function."
  }
}
