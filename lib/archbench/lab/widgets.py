"""The workbench as widgets of JupyterLab: sliders, menus and buttons over one `Board`."""

from collections.abc import Callable
from html import escape

import ipywidgets as w

from archbench.errors import InputError
from archbench.hcl.writer import Json
from archbench.lab import markup
from archbench.lab.board import THIS, Board
from archbench.lab.dial import Dial
from archbench.lab.saving import save
from archbench.report.scenario_charts import letters
from archbench.rich import plain
from archbench.whatif.bench import AS_IT_STANDS
from archbench.whatif.scenario import Scenario

_HEADS = ("USD a month", "Change", "Controls that fail", "If one zone is lost", "Availability")
_ROW = "20px minmax(120px, 2fr) 60px repeat(3, minmax(72px, 1fr)) minmax(136px, 1.5fr) 88px"


class Desk:
    """Widgets that show where the dials of a workbench stand, and turn them."""

    def __init__(self, bench: Board) -> None:
        """Make them; nothing is shown before `whole` is."""
        self._bench = bench
        self._quiet = False
        self._headline = w.HTML()
        self._terraform = w.HTML(layout=w.Layout(flex="1 1 320px"))
        self._rows = {dial.title: _DialRow(dial, self._turned) for dial in bench.dials}
        self._draws = w.ToggleButton(description="Drawing")
        self._drawing = w.HTML()
        self._charts = w.HTML()
        self._text = w.Textarea(layout=w.Layout(width="100%", height="96px", display="none"))
        self._copy = w.Button(description="As tfvars")
        self._back = w.Button(description="Back to as it stands")
        self._name = w.Text(placeholder="Name this scenario", layout=w.Layout(width="auto"))
        self._save = w.Button(
            description="Save", button_style="primary", layout=w.Layout(width="60px")
        )
        self._said = w.HTML()
        self._saved = w.GridBox(layout=w.Layout(grid_template_columns=_ROW, grid_gap="2px 12px"))
        self._draws.observe(lambda _: self._draw(), "value")
        self._copy.on_click(lambda _: self._show_text())
        self._back.on_click(lambda _: self._to({}))
        self._save.on_click(lambda _: self._keep())
        self.whole = w.VBox(
            [
                w.HTML(markup.style() + markup.subject(bench)),
                self._headline,
                _title(
                    "What can be turned",
                    "what each adds is in US dollars a month, on top of those before it",
                ),
                self._dials(),
                w.HBox(
                    [self._terraform, self._draws, self._copy, self._back],
                    layout=w.Layout(flex_flow="row wrap"),
                ),
                self._text,
                self._charts,
                self._drawing,
                _title("Saved scenarios", ""),
                self._saved,
                self._said,
            ],
            layout=w.Layout(width="100%"),
        )
        self.whole.add_class("archbench-lab-panel")
        self._show()

    def _dials(self) -> w.GridBox:
        """The dials in two columns, one on a narrow page."""
        return w.GridBox(
            [row.whole for row in self._rows.values()],
            layout=w.Layout(
                grid_template_columns="repeat(auto-fit, minmax(400px, 1fr))", grid_gap="0 40px"
            ),
        )

    def _turned(self, title: str, setting: Json) -> None:
        if not self._quiet:
            self._bench.turn(title, setting)
            self._show()

    def _to(self, position: dict[str, Json]) -> None:
        """Set every dial at once."""
        self._bench.reset()
        for title, setting in position.items():
            self._bench.turn(title, setting)
        self._quiet = True
        for title, row in self._rows.items():
            row.set(position.get(title, self._bench.dial(title).now))
        self._quiet = False
        self._show()

    def _show(self) -> None:
        self._headline.value = markup.headline(self._bench)
        self._terraform.value = markup.in_terraform(self._bench)
        added = markup.adds(self._bench)
        for title, row in self._rows.items():
            row.show(added.get(title, "0.00"))
        self._text.layout.display = "none"
        self._list()
        self._charts.value = markup.charts(self._bench)
        self._draw()

    def _draw(self) -> None:
        self._drawing.value = markup.drawing(self._bench) if self._draws.value else ""

    def _show_text(self) -> None:
        self._text.value = markup.as_text(self._bench)
        self._text.layout.display = "block"

    def _keep(self) -> None:
        try:
            self._said.value = _whole(save(self._bench, self._name.value))
        except InputError as error:
            self._said.value = _whole(str(error), "refused")
            return
        self._name.value = ""
        self._list()

    def _list(self) -> None:
        """The table of scenarios, the one under the hands first."""
        named = letters(tuple(markup.among(self._bench).values()))
        cells: list[w.Widget] = [_head(""), _head("Scenario"), _head(""), *map(_head, _HEADS)]
        cells += [
            _head(named.get(THIS, "")),
            self._name,
            self._save,
            *_cells(self._bench, self._bench.scenario),
        ]
        for scenario in (AS_IT_STANDS, *self._bench.scenarios):
            position = self._bench.position_of(scenario)
            load = w.Button(description="load", layout=w.Layout(width="56px"))
            load.disabled = position is None
            load.tooltip = "" if position is not None else "It changes what no lever here does."
            load.on_click(lambda _, at=position: self._to(dict(at or {})))
            cells += [
                _head(named.get(scenario.name, "")),
                _cell(scenario.name),
                load,
                *_cells(self._bench, scenario),
            ]
        self._saved.children = tuple(cells)


class _DialRow:
    """One dial: its title, the slider or menu, what it is set to and what that adds."""

    def __init__(self, dial: Dial, turned: Callable[[str, Json], None]) -> None:
        self._dial = dial
        options = [(dial.words(setting), setting) for setting in dial.settings]
        layout = w.Layout(width="auto")
        make = w.SelectionSlider if dial.form == "slider" else w.Dropdown
        extra = {"readout": False} if dial.form == "slider" else {}
        self._control = make(options=options, value=dial.now, layout=layout, **extra)
        self._control.observe(lambda event: turned(dial.title, event["new"]), "value")
        self._set = w.HTML()
        self._adds = w.HTML()
        now = w.HTML(_whole(f"now {dial.words(dial.now)}", "head"))
        self.whole = w.GridBox(
            [_cell(dial.title), w.VBox([self._control, now]), self._set, self._adds],
            layout=w.Layout(
                grid_template_columns="minmax(112px, 4fr) 5fr 56px 72px", grid_gap="0 12px"
            ),
        )
        self.whole.add_class("lever")

    def set(self, setting: Json) -> None:
        """Move it there."""
        self._control.value = setting

    def show(self, added: str) -> None:
        """Show what it is set to and what that adds."""
        words = self._dial.words(self._control.value) if self._dial.form == "slider" else ""
        self._set.value = _whole(f"<strong>{words}</strong>")
        self._adds.value = _whole(added, "figure")


def _title(text: str, note: str) -> w.HTML:
    return w.HTML(_whole(f"<h4>{text} <small>{note}</small></h4>"))


def _head(text: str) -> w.HTML:
    return w.HTML(_whole(text, "head"))


def _cell(text: str) -> w.HTML:
    return w.HTML(_whole(escape(text)))


def _cells(bench: Board, scenario: Scenario) -> tuple[w.HTML, ...]:
    found = markup.row(bench, scenario)
    blank = ("",) * (len(_HEADS) - len(found))
    return tuple(w.HTML(_whole(text, "figure")) for text in (*found, *blank))


def _whole(html: str, kind: str = "") -> str:
    return plain(f'<div class="archbench-lab"><div class="{kind}">{html}</div></div>')
