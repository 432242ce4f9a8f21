# What the provider makes of the arguments and sources of a policy document.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

data "aws_iam_policy_document" "empty" {}

data "aws_iam_policy_document" "same_principal" {
  statement {
    actions = ["a:A"]
    principals {
      type        = "AWS"
      identifiers = ["b", "a"]
    }
    principals {
      type        = "AWS"
      identifiers = ["c"]
    }
    principals {
      type        = "AWS"
      identifiers = ["0", "z"]
    }
    principals {
      type        = "Service"
      identifiers = ["y"]
    }
    principals {
      type        = "Service"
      identifiers = ["x"]
    }
  }
}

data "aws_iam_policy_document" "same_condition" {
  statement {
    actions = ["a:A"]
    condition {
      test     = "StringLike"
      variable = "v"
      values   = ["b", "a"]
    }
    condition {
      test     = "StringLike"
      variable = "v"
      values   = ["0", "z"]
    }
    condition {
      test     = "StringLike"
      variable = "u"
      values   = ["0"]
    }
    condition {
      test     = "StringLike"
      variable = "u"
      values   = ["1"]
    }
    condition {
      test     = "StringLike"
      variable = "u"
      values   = ["2"]
    }
  }
}

data "aws_iam_policy_document" "star" {
  version = "2008-10-17"
  statement {
    sid       = ""
    actions   = ["*"]
    resources = []
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
  statement {
    not_actions = ["*"]
    principals {
      type        = "*"
      identifiers = ["*", "a"]
    }
  }
  statement {
    actions   = [""]
    resources = ["", "é<>&\u2028\u0007 \\ \""]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
  statement {
    effect  = "Deny"
    actions = ["x"]
    principals {
      type        = "AWS"
      identifiers = []
    }
    condition {
      test     = "Null"
      variable = "k"
      values   = []
    }
  }
}

data "aws_iam_policy_document" "empty_source" {
  source_policy_documents = [""]
}

data "aws_iam_policy_document" "empty_sources" {
  source_policy_documents   = []
  override_policy_documents = []
  statement { actions = ["x"] }
}

data "aws_iam_policy_document" "policy_variables" {
  statement {
    actions     = ["x:&{a}"]
    not_actions = ["y:&{a}"]
    resources   = ["&{aws:username}", "$${x}"]
    principals {
      type        = "AWS"
      identifiers = ["&{p}"]
    }
    not_principals {
      type        = "AWS"
      identifiers = ["&{p}", "*"]
    }
    condition {
      test     = "T"
      variable = "&{k}"
      values   = ["&{v}"]
    }
  }
}

data "aws_iam_policy_document" "merge" {
  source_policy_documents = [
    jsonencode({ Version = "2008-10-17", Id = "one", Statement = [{ Sid = "A", Effect = "Allow", Action = "1" }, { Effect = "Allow", Action = "2" }] }),
    jsonencode({ Id = "two", Statement = [{ Sid = "B", Action = "3" }, { Sid = "", Action = "4" }] }),
  ]
  version   = "2008-10-17"
  policy_id = ""
  statement {
    sid     = "A"
    actions = ["own"]
  }
  statement { actions = ["5"] }
  statement { actions = ["5"] }
  override_policy_documents = [
    "",
    jsonencode({ Statement = [{ Sid = "B", Action = ["over"] }, { Sid = "C", Action = ["c"] }, { Sid = "C", Action = ["c2"] }] }),
    jsonencode({ Version = "2012-10-17", Id = "late", Statement = [{ Sid = "C", Action = ["c3"] }] }),
  ]
}

data "aws_iam_policy_document" "list_and_string" {
  statement {
    actions = ["x"]
    condition {
      test     = "StringLike"
      variable = "v"
      values   = ["b", "a"]
    }
    condition {
      test     = "StringLike"
      variable = "v"
      values   = ["0"]
    }
  }
}

locals {
  sources = {
    lists     = { Statement = [{ Effect = "Allow", Action = ["x"], Resource = ["b", "a"], Principal = "*" }] }
    any_case  = { version = "2012-10-17", STATEMENT = [{ effect = "Allow", ACTION = "x", Other = 1 }], id = "i" }
    empties   = { Statement = [{ Sid = "", Action = [], NotAction = "", Resource = null, Principal = {}, Condition = {} }] }
    principal = { Statement = [{ Principal = { AWS = [], "*" = "*" } }, { Principal = "arn" }, { Principal = { "*" = ["*"] } }] }
    excluded  = { Statement = [{ NotPrincipal = { "*" = "*" } }, { Principal = { AWS = ["a", "c", "b"], B = "z" } }, { Principal = { AWS = ["q"] } }] }
    condition = { Statement = [{ Condition = { B = { z = ["1"], a = "x" }, A = { k = ["b", "a"], e = [] } } }, { Condition = { A = {} } }, { Condition = null }] }
    values    = { Statement = [{ Condition = { B = { yes = true, one = 1 } } }, { Condition = { B = { one = 1 } } }] }
    resource  = { Statement = [{ Resource = [true, 7, { b = 1, a = [{ d = 1, c = 2 }] }] }] }
    version   = { Version = "2012-10-17" }
    null      = { Statement = null }
    none      = { Statement = [] }
    nothing   = null
    more      = { Version = "2008-10-17", Other = "x", Statement = [{ Effect = "Deny", Zed = [1] }] }
    text      = { Statement = [{ Sid = "<&>", Action = "é\u2028\t\u007f", Resource = "a\"b\\c/\u0001" }] }
  }
}

data "aws_iam_policy_document" "source" {
  for_each                = local.sources
  source_policy_documents = [jsonencode(each.value)]
}

data "aws_iam_policy_document" "override" {
  for_each                  = local.sources
  override_policy_documents = [jsonencode(each.value)]

  statement {
    actions = ["own"]
  }
}

locals {
  documents = {
    empty            = data.aws_iam_policy_document.empty
    same_principal   = data.aws_iam_policy_document.same_principal
    same_condition   = data.aws_iam_policy_document.same_condition
    star             = data.aws_iam_policy_document.star
    empty_source     = data.aws_iam_policy_document.empty_source
    empty_sources    = data.aws_iam_policy_document.empty_sources
    policy_variables = data.aws_iam_policy_document.policy_variables
    merge            = data.aws_iam_policy_document.merge
    list_and_string  = data.aws_iam_policy_document.list_and_string
  }
}

output "documents" {
  value = { for name, item in local.documents : name => [item.id, item.json, item.minified_json, item.version] }
}

output "sources" {
  value = { for name, item in data.aws_iam_policy_document.source : name => [item.id, item.minified_json] }
}

output "overridden" {
  value = { for name, item in data.aws_iam_policy_document.override : name => [item.id, item.json] }
}
