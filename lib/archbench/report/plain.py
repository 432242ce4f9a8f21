"""HTML for notebooks in which a dollar sign is a dollar.

JupyterLab and nbconvert read what stands between two dollar signs as mathematics, but not in an
element of these classes: https://docs.mathjax.org/en/latest/options/document.html and, for
MathJax 2, https://docs.mathjax.org/en/v2.7-latest/options/preprocessors/tex2jax.html
"""


def plain(html: str) -> str:
    """The HTML in an element whose text is not searched for mathematics."""
    return f'<div class="mathjax_ignore tex2jax_ignore">{html}</div>'
