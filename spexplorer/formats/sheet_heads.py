"""What the heads of columns in tables of sources mean, in four languages and in what programs write."""

from __future__ import annotations

import re
from typing import Final

from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.works import Work

OWN: Final = {
    # In other tables “Pages” are those that an article stands on.
    field.name: "Number of pages" if field.name == "number_of_pages" else field.info.label
    for field in fields_of(Work)
    if field.shape in (Shape.TEXT, Shape.DATE)
    and not field.repeats
    and field.name not in ("id", "origin", "status", "created", "modified")
}
"""The fields of a work that have a column of their own, each with its head, in the order of columns."""

PEOPLE: Final = {"author": "Authors", "editor": "Editors", "translator": "Translators"}
"""Roles of contributors with a column of their own, and its head."""

OTHER_PEOPLE: Final = "Other contributors"
REST: Final = "spexplorer"
"""The head of the last column: what has no column of its own."""

_WORDS: Final = {
    "title": "заглавие; название; наименование; заголовок; название статьи; атауы; 题名; 标题; "
    "题目; 书名; 篇名; 篇名题名; document title; article title; primary title; ti; book title",
    "title_short": "краткое название; 短标题",
    "title_original": "оригинальное название; название на языке оригинала; vernacular title; "
    "原文题名; 原题名",
    "title_translated": "перевод названия; translation of title; аударма атауы; 译名; 英文题名; "
    "题名翻译",
    "title_romanised": "транслитерация; transliterated title; romanized title; 拼音题名",
    "type": "item type; document type; publication type; reference type; bibliographytype; "
    "entrytype; тип; вид; тип документа; тип публикации; вид документа; түрі; 类型; 文献类型; "
    "文献种类; srcdatabase",
    "authors": "author; authors; author s; creator; creators; by; au; author full names; "
    "author full name; автор; авторы; автор ы; автор лар; авторлар; ответственность; 作者; 著者; "
    "责任者; 作者姓名",
    "bodies": "corporate author; institution author; organisation as author; коллективный автор; "
    "机构作者; 团体作者",
    "editors": "editor; editors; редактор; редакторы; под редакцией; отв редактор; "
    "редактор составитель; редакторы; 编者; 编辑; 主编",
    "translators": "translator; translators; переводчик; переводчики; перевод; аудармашы; 译者",
    "series editors": "series editor; series editors; 丛书主编",
    "contributors": "contributor; contributors; другие авторы; соавторы; 其他责任者",
    "container_title": "publication title; journal; journal title; journal name; source title; "
    "source; booktitle; container; container title; secondary title; periodical; newspaper; "
    "magazine; website; website title; publication; журнал; источник; издание; название журнала; "
    "сборник; газета; журнал сборник; 刊名; 期刊; 期刊名称; 来源; 文献来源; 出处; 报纸; 刊物",
    "container_title_short": "journal abbreviation; abbreviated source title; "
    "сокращенное название журнала; 刊名缩写",
    "collection_title": "series title; серия; сериясы; 丛书; 丛书名; 系列",
    "collection_number": "series number; номер в серии; 丛书号",
    "volume": "vol; vol no; volume no; том; т; 卷; 卷号",
    "issue": "issue no; number issue; iss; выпуск; номер выпуска; номер журнала; no; нөмірі; 期; "
    "期号; 期数; period",
    "number": "report number; номер; номер документа; art no; article number; 编号; 文号",
    "pages": "pp; page range; page s; page numbers; страницы; стр; с; диапазон страниц; беттер; "
    "页; 页码; 起止页码",
    "first page": "page start; start page; first page; начальная страница; 起始页",
    "last page": "page end; end page; last page; конечная страница; 结束页; 终止页",
    "number_of_pages": "num pages; number of pages; page count; total pages; pagecount; "
    "количество страниц; объем; число страниц; 总页数; 页数",
    "number_of_volumes": "number of volumes; количество томов; 卷数",
    "edition": "номер издания; басылым; 版本; 版次",
    "publisher": "publishing house; издатель; издательство; баспа; баспасы; 出版社; 出版者; "
    "出版单位",
    "publisher_place": "place; city; place published; publisher place; location; место; "
    "место издания; город; город издания; 出版地; 地点",
    "issued": "date; publication date; date published; published; pub date; дата; дата издания; "
    "дата публикации; күні; 日期; 出版日期; 发表时间; 出版时间; pubtime",
    "year": "publication year; year published; yr; py; год; год издания; год публикации; жылы; "
    "жыл; 年; 年份; 出版年; 出版年份; 年度",
    "original_date": "original date; original year; дата оригинала; год первого издания; 原版年",
    "accessed": "access date; accessed; date accessed; retrieved; urldate; дата обращения; "
    "访问日期; 引用日期; 访问时间",
    "addresses": "url; link; links; web; web address; uri; web page; ссылка; ссылки; адрес; "
    "веб адрес; интернет адрес; сілтеме; 网址; 链接; 网页",
    "DOI": "digital object identifier; doi number; article doi; doi 号",
    "ISBN": "isbn s; isbn 13; isbn 10; isbn номер; isbn 号; 国际标准书号",
    "ISSN": "issn s; eissn; issn online; issn номер; print issn; e issn; issn 号; 国际标准刊号",
    "standard number": "isbn issn; issn isbn; standard number",
    "PMID": "pubmed id; pubmed",
    "PMCID": "pmc id",
    "WoS": "accession number wos; ut unique wos id; ut; wos id",
    "language name": "language of original document; язык; язык текста; язык публикации; тіл; "
    "тілі; 语言; 语种; 文种",
    "abstracts": "abstract note; summary; аннотация; реферат; резюме; аңдатпа; 摘要; 文摘; "
    "内容摘要",
    "keywords": "tags; keyword; author keywords; index keywords; manual tags; automatic tags; "
    "subjects; ключевые слова; теги; метки; тематика; кілт сөздер; 关键词; 关键字; 标签; 主题词",
    "notes": "notes; extra; comment; comments; remarks; примечание; примечания; заметки; "
    "комментарий; ескерту; 备注; 注释; 附注",
    "call_number": "call no; shelf mark; шифр; шифр хранения; 索书号; 馆藏号",
    "archive": "архив; фонд; мұрағат; 档案馆; 馆藏地",
    "archive_location": "archive location; место хранения; 馆藏位置; 档案号",
    "source": "library catalog; database; data source; база данных; 数据库",
    "license": "rights; license; copyright; лицензия; права; 版权; 许可",
    "event_title": "conference; conference name; conference title; meeting; конференция; "
    "мероприятие; 会议; 会议名称",
    "event_place": "conference location; meeting place; место проведения; 会议地点",
    "event_date": "conference date; дата проведения; 会议日期",
    "genre": "thesis type; вид работы; жанр; 体裁; 论文类型",
    "authority": "court; issuing authority; орган; орган власти; 颁布机关; 发布机构",
    "transcription": "reference; citation; full reference; библиографическое описание; "
    "ссылка на источник; 参考文献",
}  # fmt: skip


_LONGEST_HEAD: Final = 80
"""Characters of what may be a head; longer cells are none."""


def _folded(head: str) -> str:
    """A head without case, punctuation, marks of a needed field and what stands in brackets at its end."""
    text = re.sub(r"[*\ufeff]", "", head).strip().casefold().replace("ё", "е")
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


def _table() -> dict[str, str]:
    rules = {
        "language": "language name", "page": "pages", "url": "addresses", "doi": "DOI", "isbn": "ISBN",
        "issn": "ISSN", "abstract": "abstracts", "note": "notes",
    }  # fmt: skip
    table: dict[str, str] = {}
    for name, label in OWN.items():
        for word in (label, name):
            table.setdefault(_folded(word), rules.get(name, name))
    for rule, words in _WORDS.items():
        for word in (rule, *words.split("; ")):
            table.setdefault(_folded(word), rule)
    for role, label in PEOPLE.items():
        table.setdefault(_folded(label), f"{role}s")
    return table | {
        _folded(OTHER_PEOPLE): "other people", "tags": "keywords", "identifiers": "identifiers",
        "subject headings": "subject headings", "other fields": "other fields",
        "other titles": "other titles", REST: REST,
    }  # fmt: skip


_MEANINGS: Final = _table()
"""Folded head -> rule."""


def meaning_of(head: str) -> str | None:
    """The rule for the column of a head (a field of a work, one of `field_rules` or of tables), else None.

    A head in two languages, such as Title-题名 or Автор (Author), is known by either.
    """
    if len(head) > _LONGEST_HEAD:
        return None
    if (found := _MEANINGS.get(_folded(head))) is not None:
        return found
    parts = [part for part in re.split(r"[-–—/|:()（）\[\]\n]+", head) if part.strip()]
    if len(parts) not in (2, 3):
        return None
    known = (_MEANINGS.get(_folded(part)) for part in reversed(parts))
    return next((rule for rule in known if rule), None)


def known_heads(row: list[str]) -> int:
    """How many different meanings the cells of a row have; 0 where none of them names a source."""
    found = {rule for cell in row[:200] if cell.strip() and (rule := meaning_of(cell))}
    named = found & {"title", "transcription", "title_original", "DOI", "ISBN"}
    return len(found) if named else 0


def meanings() -> dict[str, str]:
    """What a column can mean: rule -> the head that our own tables have for it, in their order."""
    listed = [
        *OWN.values(), *PEOPLE.values(), OTHER_PEOPLE, "Tags", "Identifiers", "Subject headings",
        "Other titles", "Year", "First page", "Last page", "Corporate author", "Series editors",
    ]  # fmt: skip
    found: dict[str, str] = {}
    for label in listed:
        if (rule := meaning_of(label)) is not None:
            found.setdefault(rule, label)
    return found
