"""What a value cannot do, before it is known where in the source that was asked of it."""


class ConversionError(Exception):
    """A value does not convert to a type; the text is Terraform's, without a final full stop."""
