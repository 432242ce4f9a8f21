"""The routes of an API, from a tree of resources, route keys or an OpenAPI document."""

from pathlib import Path

from archbench.architecture import build
from archbench.architecture.part import Graph
from archbench.terraform import load

REST = """
provider "aws" { region = "eu-west-1" }

variable "stage" {}

resource "aws_api_gateway_rest_api" "shop" { name = "shop" }

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_resource" "order" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{id}"
}

resource "aws_api_gateway_resource" "unknown" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = var.stage
}

resource "aws_api_gateway_method" "one" {
  for_each = {
    order   = aws_api_gateway_resource.order.id
    unknown = aws_api_gateway_resource.unknown.id
  }
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = each.value
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "order" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.order.id
  http_method             = "GET"
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.work.invoke_arn
}

resource "aws_lambda_function" "work" {
  function_name = "work"
  role          = "arn:aws:iam::123456789012:role/r"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "a.zip"
}
"""


def graph(folder: Path, text: str) -> Graph:
    """The graph of one file; variables without a value are unknown."""
    (folder / "main.tf").write_text(text)
    return build(load(folder, variables=[("unknown", "*")])).graph


def test_a_path_is_made_of_the_resources_above_it(tmp_path: Path) -> None:
    """Method and path; a route whose path waits for a variable has no words."""
    found = graph(tmp_path, REST)
    assert found.api_routes == {"aws_api_gateway_rest_api.shop": ("GET /orders/{id}",)}
    calls = [item.label for item in found.relations if item.kind == "request"]
    assert calls == ["GET /orders/{id}"]


def test_an_openapi_document_holds_routes(tmp_path: Path) -> None:
    """Its operations, also the one for any method; what is no operation is none."""
    text = """
provider "aws" { region = "eu-west-1" }
resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
  body = jsonencode({
    openapi = "3.0.1"
    paths = {
      "/orders" = { get = {}, parameters = [] }
      "/{any}"  = { x-amazon-apigateway-any-method = {} }
    }
  })
}
"""
    assert graph(tmp_path, text).api_routes == {
        "aws_apigatewayv2_api.shop": ("GET /orders", "ANY /{any}")
    }
