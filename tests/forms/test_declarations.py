"""The declarations: every cell, label and identity of both editions."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.forms.declare import Kind, cells, declared, rows
from govdisclosure.forms.editions import edition_for, table_classes
from govdisclosure.forms.identities import table_identities


def form_classes():
    """Every class that some table is made of."""
    found = {}

    def visit(cls):
        found[cls] = None
        for attribute, label in declared(cls):
            if label.kind is None:
                visit(attribute.type)

    for table in table_classes():
        visit(table)
    return tuple(found)


@pytest.mark.parametrize(
    ("table", "count"),
    [(gd.Proactive2021, 10), (gd.Requests2021, 175), (gd.Remedies, 15), (gd.Proactive2019, 22), (gd.Requests2019, 161)],
)
def test_number_of_cells(table, count):
    """Both editions have exactly the cells of the official form."""
    assert count == len(cells(table)) == len({cell.address for cell in cells(table)})


def test_all_editions_together():
    """29 + 182 + 15 addresses exist over all editions."""
    by_table = {"proactive": set(), "requests": set(), "remedies": set()}
    for table in table_classes():
        by_table[table.name] |= {cell.address for cell in cells(table)}

    assert {"proactive": 29, "requests": 182, "remedies": 15} == {name: len(found) for name, found in by_table.items()}


@pytest.mark.parametrize("cls", form_classes(), ids=lambda cls: cls.__name__)
def test_every_field_is_declared_whole(cls):
    """A field has a label in both languages and a citation, a cell a unit as well; no label stands twice."""
    labels = [label for _, label in declared(cls)]

    assert len(labels) == len({label.zh for label in labels})
    assert len(labels) == len({label.en for label in labels})
    for label in labels:
        assert label.zh
        assert label.en
        assert label.citation.zh
        assert label.citation.en
        assert (label.kind is None) == (label.unit is None)
        assert len(label.variants) == len({variant.zh for variant in label.variants})
        assert label.zh not in {variant.zh for variant in label.variants}


@pytest.mark.parametrize("table", table_classes(), ids=lambda table: table.__name__)
def test_walking_gives_everything_about_a_cell(table):
    """Each cell comes with the labels of group, row and column, a unit, and a citation that names the document."""
    for cell in cells(table):
        assert cell.address == ".".join(cell.path)
        assert cell.row.zh in cell.label("zh")
        assert cell.column.zh in cell.label("zh")
        assert cell.column.en in cell.label("en")
        assert "国办公开办函" in cell.citation.zh
        assert isinstance(cell.unit, gd.Unit)


def test_official_order_of_table_three():
    """Rows come as printed, and within a row the applicants from left to right."""
    found = list(rows(gd.Requests2021))

    assert ("received",) == found[0]
    assert ("carried_over_in",) == found[1]
    assert ("outcomes", "not_disclosed", "state_secrets") == found[4]
    assert ("outcomes", "total") == found[-2]
    assert ("carried_over_out",) == found[-1]
    assert "received.natural_persons" == cells(gd.Requests2021)[0].address
    assert "carried_over_out.total" == cells(gd.Requests2021)[-1].address


def test_labels_are_as_printed():
    """The label of a cell names group, row, head and column, outermost first."""
    address = "requests.outcomes.not_disclosed.security_and_stability.research_institutions"

    assert "三、本年度办理结果 / （三）不予公开 / 3.危及“三安全一稳定” / 法人或其他组织 / 科研机构" == gd.label(address)
    assert "行政诉讼 / 复议后起诉 / 尚未审结" == gd.label("remedies.litigation_after_reconsideration.pending", "zh")
    assert "Art. 20(8) / administrative fees / amount charged this year (10,000 yuan)" == gd.label(
        "proactive.fees.amount", "en"
    )


def test_label_of_the_edition_at_hand():
    """Where the editions differ, `of` decides; without it the 2021 edition is taken where both have the cell."""
    report = gd.zeros(2020)

    assert "规范性文件" in gd.label("proactive.normative_documents.newly_made").split(" / ")
    assert "处理决定数量" == gd.label(report, "proactive.licensing.decisions").split(" / ")[-1]
    assert "本年处理决定数量" == gd.label("proactive.licensing.decisions").split(" / ")[-1]
    assert "自然人" == gd.label(report.requests, "received.natural_persons").split(" / ")[-1]


def test_label_of_no_cell():
    """An address of no edition is an error that names the nearest right one."""
    with pytest.raises(gd.UnknownAddressError, match=r"did you mean 'requests\.received\.total'"):
        gd.label("requests.recieved.total")
    with pytest.raises(gd.UnknownAddressError, match=r"no cell .organ. on this form$"):
        gd.label("organ")


def test_only_changes_have_a_sign_and_only_amounts_are_money():
    """本年增/减 is the one count that may be negative; two cells of all editions are amounts."""
    kinds = {
        kind: {cell.address for table in table_classes() for cell in cells(table) if cell.kind is kind} for kind in Kind
    }

    assert {"fees.amount", "central_procurement.amount"} == kinds[Kind.MONEY]
    assert {f"{row}.change" for row in ("licensing", "other_external", "penalties", "compulsion", "fees")} == kinds[
        Kind.CHANGE
    ]


@pytest.mark.parametrize(("edition", "count"), [("2021", 42), ("2019", 40)])
def test_number_of_identities(edition, count):
    """42 balancing relations in the 2021 edition, 40 in that of 2019."""
    found = gd.identities(gd.zeros(2023, edition=edition))

    assert count == len(found) == len({identity.instance for identity in found})


def test_identities_come_in_official_order():
    """Table three: row sums, outcome sums, balances; then table four."""
    codes = [identity.code for identity in gd.identities(gd.zeros(2023))]

    assert ["REQ003"] * 25 + ["REQ002"] * 7 + ["REQ001"] * 7 + ["REM001"] * 3 == codes


def written_down():
    """The identities of the 2021 edition once more, by hand and from the form alone."""
    columns = "natural_persons commercial_enterprises research_institutions public_welfare_organizations"
    columns = [*columns.split(), "legal_service_institutions", "other_organizations", "total"]
    leaves = {
        "": ["disclosed", "partially_disclosed"],
        "not_disclosed.": [
            "state_secrets", "prohibited_by_law", "security_and_stability", "third_party_rights", "internal_affairs",
            "process_information", "enforcement_case_files", "registry_lookups",
        ],
        "unable_to_provide.": ["not_held", "creation_required", "still_unclear"],
        "not_processed.": [
            "petitions_and_complaints", "repeat_requests", "published_works", "excessive_requests",
            "confirm_or_reissue",
        ],
        "other_handling.": ["correction_overdue", "fee_unpaid", "other"],
    }  # fmt: skip
    outcome_rows = [f"outcomes.{group}{name}" for group, names in leaves.items() for name in names]
    every = ["received", "carried_over_in", *outcome_rows, "outcomes.total", "carried_over_out"]
    found = {f"REQ003@{row}": ([f"{row}.{c}" for c in columns[:-1]], [f"{row}.total"]) for row in every}
    found |= {f"REQ002@{c}": ([f"{row}.{c}" for row in outcome_rows], [f"outcomes.total.{c}"]) for c in columns}
    found |= {
        f"REQ001@{c}": ([f"received.{c}", f"carried_over_in.{c}"], [f"outcomes.total.{c}", f"carried_over_out.{c}"])
        for c in columns
    }
    return found


def test_identities_of_table_three_against_a_list_by_hand():
    """The derived sums are those of the form, term for term."""
    found = {
        identity.instance: ([t.address for t in identity.left], [t.address for t in identity.right])
        for identity in table_identities(gd.Requests2021)
    }

    assert written_down() == found


def test_identities_of_the_2019_edition_differ_in_one_group():
    """The 2019 edition has one row （六）其他处理 where that of 2021 has three."""
    by_instance = {identity.instance: identity for identity in table_identities(gd.Requests2019)}

    assert "outcomes.other_handling.total" in by_instance["REQ002@total"].addresses
    assert 19 == len(by_instance["REQ002@total"].left)
    assert "REQ003@outcomes.other_handling" in by_instance


def test_identities_of_table_four():
    """Four results make the total, in each of three groups."""
    reconsideration = table_identities(gd.Remedies)[0]

    assert "REM001@reconsideration" == reconsideration.instance
    assert [
        "reconsideration.upheld", "reconsideration.corrected", "reconsideration.other_result",
        "reconsideration.pending", "reconsideration.total",
    ] == list(reconsideration.addresses)  # fmt: skip
    assert [1, 1, 1, 1, -1] == [term.sign for term in reconsideration.terms]
    assert "行政诉讼 / 未经复议直接起诉" == table_identities(gd.Remedies)[1].subject.zh


def test_a_table_alone_has_addresses_of_its_own():
    """Identities and addresses of a table are relative to it, and are those of the report under its name."""
    report = gd.zeros(2023)

    assert tuple(f"requests.{address}" for address in gd.addresses(report.requests)) == tuple(
        address for address in gd.addresses(report) if address.startswith("requests.")
    )
    assert tuple(identity.under("remedies") for identity in gd.identities(report.remedies)) == tuple(
        identity for identity in gd.identities(report) if identity.code == "REM001"
    )
    assert () == gd.identities(report.proactive)


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")])
def test_edition_for_a_year(year, edition):
    """The form of 2021 holds from the report for 2021 on."""
    assert edition == edition_for(year)


def test_edition_for_an_unknown_year():
    """Without a year the current edition is assumed."""
    assert "2021" == edition_for(gd.Gap.ABSENT)


@pytest.mark.parametrize("cls", form_classes(), ids=lambda cls: cls.__name__)
def test_a_form_class_is_immutable(cls):
    """Every form class is frozen and has slots."""
    first = attrs.fields(cls)[0].name
    blank = cls.__new__(cls)

    assert "__slots__" in vars(cls)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(blank, first, 1)
