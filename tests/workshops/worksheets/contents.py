"""Contents of worksheets as hypothesis makes them, and as a stranger may send them."""

from hypothesis import strategies as st

from workshops.rules.worksheets import Column, Section, Worksheet, read, tidy

# Letters, marks of other scripts, signs that spreadsheets and HTML take for something else.
WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs",)),
        st.sampled_from(list("=+-@'\"<>&;|\n\t_x000D_")),
    ),
    max_size=30,
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "rows", "fields", "sections", "x"]), inner)
    ),
    max_leaves=8,
)


def value_of(column: Column) -> st.SearchStrategy:
    """What may stand in a cell: good, empty, or written wrong."""
    if column.kind == "choice":
        good = st.sampled_from([value for value, _label in column.choices])
    elif column.kind == "choices":
        good = st.lists(st.sampled_from([value for value, _label in column.choices]))
    elif column.kind == "flag":
        good = st.booleans()
    elif column.kind == "year":
        good = st.integers(1990, 2100)
    elif column.kind in ("number", "money", "percent"):
        good = st.integers(-(10**14), 10**14) | st.decimals(
            min_value=-(10**6), max_value=10**6, places=3
        )
    else:
        good = WORDS
    return st.one_of(good, good, WORDS, st.none()).map(lambda raw: read(column, raw))


def _row(section: Section) -> st.SearchStrategy:
    return st.fixed_dictionaries({column.code: value_of(column) for column in section.columns})


def content_of(worksheet: Worksheet, *, rows: int = 4) -> st.SearchStrategy:
    """Tidy contents of the worksheet."""
    parts = {}
    for section in worksheet.sections:
        if section.kind == "fields":
            parts[section.code] = st.builds(lambda cells: {"fields": cells}, _row(section))
        else:
            ids = st.sampled_from(["ra", "rb", "rc", "rd", "re", *sorted(section.fixed_ids)[:3]])
            parts[section.code] = st.builds(
                lambda pairs: {"rows": [{**row, "id": row_id} for row_id, row in pairs]},
                st.lists(
                    st.tuples(ids, _row(section)), max_size=rows, unique_by=lambda pair: pair[0]
                ),
            )
    return st.fixed_dictionaries(parts).map(
        lambda sections: tidy(worksheet, {"sections": sections})[0]
    )
