"""Lines that recur: of results, of the balance sheet, of growth."""

from __future__ import annotations

from tools.workbook.layout import Row


def line(label: str, *cells: str, indent: int = 0, total: bool = False) -> Row:
    """Return a line with cells of the block's kinds."""
    return Row(label, cells, indent, total)


def text(label: str, *cells: str) -> Row:
    """Return a line of texts."""
    return Row(label, cells, kinds=("text",) * len(cells))


def results(table: str, before_tax: str) -> tuple[Row, ...]:
    """Return the lines of a statement of results in billions, with percentages of revenues."""
    lines = (
        ("Total Revenues", "revenues", False),
        ("Total Costs", "costs", False),
        ("Gross Margin", "gross", True),
        ("SG&A/R&D", "sga", False),
        ("Operating Income", "operating", True),
        (before_tax, "before_tax", False),
        ("Net Income", "net", True),
    )
    rows = []
    difference = "={-2,0}-{-1,0}"
    for label, name, is_total in lines:
        has_share = name != "revenues"
        here = f"{table}:{name}"
        cells = (
            f"{here}.share_now" if has_share else "",
            f"{here}.now{difference if name in {'gross', 'operating'} else ''}",
            f"{here}.share_before" if has_share else "",
            f"{here}.before{difference if name in {'gross', 'operating'} else ''}",
            f"{here}.yoy",
        )
        amount = "billion2" if (table, name) == ("s23_quarter", "net") else "billion"
        kinds = ("percent", amount, "percent", "billion", "percent")
        rows.append(Row(label, cells, is_total=is_total, kinds=kinds))
    return tuple(rows)


def changes(label: str, name: str, *, total: bool = False) -> Row:
    """Return a line of the balance sheet, with the change as a difference."""
    here = f"s20_balance_sheet:{name}"
    cells = (f"{here}.december_2008", f"{here}.march_2008", f"{here}.change={{0,-2}}-{{0,-1}}")
    return line(label, *cells, total=total)


def growths(label: str, place: str, *, indent: int = 0, amount: bool = False) -> Row:
    """Return a line with growth over a year and a quarter, and an amount where there is one."""
    return line(label, place if amount else "", f"{place}_yoy", f"{place}_qoq", indent=indent)


def moves(label: str, place: str, *, backlog: bool) -> Row:
    """Return a line of changes in amounts and percentages, against two earlier dates."""
    second = "3q06" if backlog else "qoq"
    ends = ("yoy_amount", "yoy", f"{second}_amount", second)
    return line(label, *(f"{place}_{end}" for end in ends))


def share(label: str, name: str, *, short: bool = True) -> Row:
    """Return a line of recurring revenues: the share of revenues, the growth over two periods."""
    here = f"s14_recurring:{name}"
    ends = (f"{here}_share", f"{here}_yoy_9m", f"{here}_yoy_3m" if short else "")
    return line(label, *ends, indent=1)


def target(label: str, name: str) -> Row:
    """Return a line of the revised targets, with the revision as a difference."""
    here = f"s18_targets:{name}"
    cells = (
        f"{here}_previous",
        f"{here}_revised",
        f"{here}_revision={{0,-1}}-{{0,-2}}",
        f"{here}_reason.text",
    )
    return line(label, *cells)


def forecast(label: str, name: str, kind: str = "billion") -> Row:
    """Return a line of the forecast, with the change as a difference."""
    here = f"s24_forecast:{name}"
    cells = (
        f"{here}.target",
        f"{here}.actual",
        f"{here}.change={{0,-2}}-{{0,-1}}",
        f"{here}.growth",
    )
    return Row(label, cells, kinds=(kind, kind, kind, "percent"))


def company(label: str, name: str) -> Row:
    """Return a line of the group's companies."""
    here = f"s25_companies:{name}"
    whole = "whole percent" if name not in {"trust_networks", "gdx_japan"} else "percent"
    known = {
        "net_chart_japan",
        "trust_networks",
        "gdx_japan",
        "internet_multifeed",
        "internet_revolution",
        "taihei_computer",
    }
    owned = f"{here}.ownership" if name in known else ""
    return Row(
        label,
        (f"{here}.relation", owned, f"{here}.business"),
        kinds=("text", whole, "text"),
    )
