"""Sources in tables: heads in several languages, separators, encodings, spreadsheets, and what may harm."""

from __future__ import annotations

import datetime as dt
import gc
import io
import sys
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl import Workbook, load_workbook

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import RecordId, Unmapped
from spexplorer.domain.works import Work
from spexplorer.formats.interchange import (
    Entry,
    Unreadable,
    discover,
    recognised,
)
from spexplorer.support.errors import AppError, LibraryError

CSV, XLSX = discover()["csv"], discover()["xlsx"]


def works(data: bytes, code: str = "csv") -> list[Work]:
    """The works of a table, which is recognised for what it is."""
    fmt = recognised(data, "list.txt")
    assert fmt is not None
    assert fmt.code == code
    found = [one for one in fmt.read(io.BytesIO(data)) if isinstance(one, Entry)]
    return [one.records[0] for one in found if isinstance(one.records[0], Work)]


def names(data: bytes) -> list[str]:
    """The names in the first row of a table."""
    (first, *_others) = CSV.read(io.BytesIO(data))
    assert isinstance(first, Entry)
    return [one.name for one in first.records[1:] if isinstance(one, Agent)]


def workbook(*rows: list[object]) -> bytes:
    """A workbook with one sheet."""
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_russian_table_with_semicolons(encoding: str) -> None:
    text = (
        "Авторы;Название;Журнал;Год;Том;№;Страницы;Шифр\r\n"
        '"Сыроежкин К. Л.; Лузянин С.Г.";"Китай: ""мягкая сила""";Полис;2013,0;5;2;12–27;Ц-7\r\n'
        "Ли Син;Культура и внешняя политика;Свободная мысль;2 011;;;;\r\n"
    )
    first, second = works(text.encode(encoding))
    assert first.title == 'Китай: "мягкая сила"'
    assert (first.container_title, first.issued, first.volume) == ("Полис", "2013", "5")
    assert (first.page, first.type, second.issued) == ("12-27", "article-journal", "2011")
    assert names(text.encode(encoding)) == ["Сыроежкин, К. Л.", "Лузянин, С.Г."]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_chinese_table_with_tabs(encoding: str) -> None:
    text = (
        "Title-题名\tAuthor-作者\tSource-文献来源\tYear-年\tPeriod-期\tKeyword-关键词\n"
        "中国在中亚的软实力研究与文化交流问题\t张三;李四\t国际问题研究\t2013\t4\t软实力;;中亚\n"
        "孔子学院在哈萨克斯坦的发展现状及前景\t王五\t俄罗斯中亚东欧研究\t2015\t2\t孔子学院\n"
    )
    first, second = works(text.encode(encoding))
    assert first.container_title == "国际问题研究"
    assert (first.issue, first.tags) == ("4", ("软实力", "中亚"))
    assert second.issued == "2015"
    assert names(text.encode(encoding)) == ["张三", "李四"]


def test_heads_of_other_programs_and_columns_without_a_meaning() -> None:
    data = (
        b'"Key","Item Type","Publication Year","Author","Title","Publication Title","Date",'
        b'"Pages","My own"\r\n'
        b'"X1","journalArticle","2016","Berg, Anna; Nye, Joseph","Power","Survey",'
        b'"2016-05-01","515-532","shelf 3"\r\n'
    )
    (work,) = works(data)
    assert (work.issued, work.type, work.page) == ("2016-05-01", "article-journal", "515-532")
    assert Unmapped(name="My own", value="shelf 3", format="csv") in work.unmapped
    assert names(data) == ["Berg, Anna", "Nye, Joseph"]
    stream = io.BytesIO()
    CSV.write([work], {}.get, stream)
    assert "My own: shelf 3" in stream.getvalue().decode("utf-8-sig")
    (again,) = works(stream.getvalue())
    assert again.unmapped == work.unmapped


def test_lines_above_the_heads_and_separators_that_are_told() -> None:
    above = b"sep=|\nMy list of books\n\nTitle|Author|ISBN\nOne|Nye, Joseph|978-0-306-40615-7\n"
    (work,) = works(above)
    assert (work.title, work.isbn, work.type) == ("One", "978-0-306-40615-7", "book")


def test_a_table_without_known_heads_is_refused_in_a_sentence() -> None:
    assert recognised(b"a,b,c\n1,2,3\n", "x.csv") is None
    with pytest.raises(AppError, match="Title"):
        list(CSV.read(io.BytesIO(b"a,b,c\n1,2,3\n")))
    with pytest.raises(AppError, match="Title"):
        list(XLSX.read(io.BytesIO(workbook(["a", "b"], [1, 2]))))


def test_what_is_written_is_no_formula() -> None:
    work = Work(id="work:x", type="book", title='=HYPERLINK("http://x")', note="@SUM(1)")  # type: ignore[arg-type]
    for fmt in (CSV, XLSX):
        stream = io.BytesIO()
        fmt.write([work], {}.get, stream)
        (back,) = works(stream.getvalue(), fmt.code)
        assert (back.title, back.note) == (work.title, work.note)
        if fmt is XLSX:
            sheet = load_workbook(stream).active
            cells = [cell for row in sheet.iter_rows() for cell in row]  # type: ignore[union-attr]
            assert not [cell for cell in cells if cell.data_type == "f"]
        else:
            assert b",=" not in stream.getvalue()
            assert b",@" not in stream.getvalue()


def test_a_workbook_with_numbers_days_and_a_line_above() -> None:
    data = workbook(
        ["Sources of the seminar"],
        [],
        ["Author", "Title", "Year", "Date accessed", "Volume", "Colour"],
        ["Nye, Joseph S.", "Soft Power", 2004, dt.date(2018, 3, 14), 3.0, "red"],
        [None, None, None, None, None, None],
        ["World Bank", "Report", 2010.0, None, None, None],
    )
    first, second = works(data, "xlsx")
    assert (first.issued, first.accessed, first.volume) == ("2004", "2018-03-14", "3")
    assert first.unmapped == (Unmapped(name="Colour", value="red", format="xlsx"),)
    assert second.issued == "2010"


def test_a_workbook_that_swells_is_not_unpacked() -> None:
    data = workbook(["Title", "Author"], ["One", "Nye"])
    swollen = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if "sheet1" not in part.filename:
                new.writestr(part, old.read(part))
        new.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 40_000_000)
    with pytest.raises(AppError, match="unpacks"):
        list(XLSX.read(io.BytesIO(swollen.getvalue())))


def test_a_sheet_that_lies_about_its_size_ends() -> None:
    data = workbook(["Title", "Author"], ["One", "Nye"])
    lying = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(lying, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if "sheet1" in part.filename:
                text = text.replace(b"A1:B2", b"A1:XFD1048576").replace(
                    b'<row r="2"', b'<row r="99999999999"'
                )
            new.writestr(part.filename, text)
    with pytest.raises(AppError):
        list(XLSX.read(lying))


def test_a_row_with_an_open_quotation_mark_harms_only_what_it_swallows() -> None:
    rows = b"".join(b"Title %d,Author\n" % n for n in range(20_000))
    found = list(CSV.read(io.BytesIO(b'Title,Author\nOne,Nye\n"Two,Nye\n' + rows)))
    entries = [one for one in found if isinstance(one, Entry)]
    assert len(entries) > 10_000
    assert [one for one in found if isinstance(one, Unreadable)]


def test_types_of_works_are_known_by_their_own_names() -> None:
    rows = b"".join(b"%s,T\n" % kind for kind in (b"broadcast", b"legal_case", b"post-weblog"))
    found = list(CSV.read(io.BytesIO(b"Type,Title\n" + rows)))
    assert not [one for one in found if isinstance(one, Unreadable) or one.remarks]
    assert works(b"Type,Title\n" + rows)[0].type == "broadcast"


def test_an_export_that_breaks_off_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What openpyxl has begun is ended here: else Python tells of it later, with a traceback."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)

    def records() -> Iterator[Work]:
        yield Work(id=RecordId("work:x"), type="book", title="X")
        raise LibraryError("The library is damaged; salvage it.")

    with pytest.raises(LibraryError):
        XLSX.write(records(), lambda _uid: None, io.BytesIO())
    gc.collect()
    assert told == []
