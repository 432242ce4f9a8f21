"""Tests of the two configurations in infra/ and of what terraform answered for them."""
