"""What was said or signed, as a sheet to read: a few words of it large, then what to think about."""

from collections import Counter
from collections.abc import Iterable

from course_utils import knowledge, seals
from course_utils.dates import spell
from course_utils.display import Citations, View, paragraph, render, table
from course_utils.knowledge.texts import Document, Phrase, Version
from course_utils.language import gettext, gettext_noop, listed
from course_utils.quoted_text import LANGUAGES, dated, direction, face, quoted, translated
from course_utils.same_words import marked, shared

BY = {
    "text": gettext_noop("From {outlet}"),
    "direct": gettext_noop("Quoted by {outlet}"),
    "report": gettext_noop("Reported by {outlet}"),
}


def show(*ids: str, sealed: bool = True) -> View:
    """Return documents as sheets, each with those that belong beside it; without ids, the list of all."""
    if not ids:
        return _list(sealed)
    chosen = list(dict.fromkeys(one for id_ in ids for one in _with_its_pair(knowledge.document(id_))))
    chosen, kept = seals.split(chosen, sealed)
    citations = Citations()
    sheets = [_sheet(document, citations) for document in chosen]
    lines = [_text(sheet) for sheet in sheets] + ([kept] if kept else [])
    lines += [citations.section()] if sheets else []
    arabic = _face(version for sheet in sheets for version in sheet["versions"])
    html = render("documents.html", sheets=sheets, kept=kept, face=arabic, citations=citations)
    return View("\n\n".join(lines), html)


def compare(*ids: str, sealed: bool = True) -> View:
    """Return the versions of one document, or of several, side by side, with the words that are the same marked."""
    chosen = list(dict.fromkeys(one for id_ in ids for one in _with_its_pair(knowledge.document(id_), len(ids) > 1)))
    chosen, kept = seals.split(chosen, sealed)
    citations = Citations()
    heads = [document.title for document in chosen]
    found = [(document, version) for document in chosen for version in document.versions]
    count = Counter(version.lang for _, version in found)
    found.sort(key=lambda one: -count[one[1].lang])  # those that can be compared stand together
    same = shared([(version.lang, [phrase.words for phrase in version.phrases]) for _, version in found])
    versions = []
    for (document, version), positions in zip(found, same.positions, strict=True):
        head = _version(version, citations)
        pairs = zip(head["phrases"], positions, strict=True)
        phrases = [phrase | {"pieces": marked(phrase["words"], places)} for phrase, places in pairs]
        versions.append(head | {"phrases": phrases, "document": document.title if len(chosen) > 1 else None})
    runs = [_run(words, [found[number][1] for number in numbers]) for words, numbers in same.runs.items()]
    lines = [*map(paragraph, heads)]
    lines += [_version_text(version, version["document"]) for version in versions]
    if runs:
        said = [
            gettext("{words} in {outlets}", words=quoted(run["words"], run["lang"]), outlets=run["of"]) for run in runs
        ]
        told = [paragraph(one, "  ") for one in said]
        lines.append("\n".join([gettext("The same words, two or more together:"), *told]))
    lines += [kept] if kept else []
    text = "\n\n".join([*lines, citations.section()])
    shown = {"heads": heads, "versions": versions, "runs": runs, "kept": kept, "face": _face(versions)}
    return View(text, render("documents-compare.html", **shown, citations=citations))


def _with_its_pair(document: Document, alone: bool = False) -> tuple[Document, ...]:
    return (document,) if alone or not document.show_with else (document, *document.show_with)


def _sheet(document: Document, citations: Citations) -> dict:
    day = dated(document.date, document.when)
    facts = [
        (gettext("Who"), f"{document.author}. {document.role}".rstrip(".") + "."),
        (gettext("When"), day),
        (gettext("Where"), document.place[:1].upper() + document.place[1:]),
        (gettext("For whom"), document.audience),
        (gettext("Language"), gettext(LANGUAGES[document.language])),
        (
            gettext("Read as"),
            gettext("Seen in the original. {words}", words=document.original)
            if document.original_seen
            else gettext("Not seen in the original. {words}", words=document.original),
        ),
        (gettext("Helps to read"), listed(sentence.id for sentence in document.sentences)),
    ]
    versions = [_version(version, citations) for version in document.versions]
    return {
        "id": document.id,
        "kind": _label("document.kind", document.kind),
        "camp": _label("document.camp", document.camp),
        "title": document.title,
        "facts": [(name, words) for name, words in facts if words],
        "versions": versions,
        "folded": [
            (gettext("Around it"), document.context),
            (gettext("Who gains"), document.who_gains),
            (gettext("Be careful"), document.careful),
        ],
        "told": citations.mark(document.also),
    }


def _version(version: Version, citations: Citations) -> dict:
    source = knowledge.source(version.source)
    return {
        "by": gettext(BY[version.speech], outlet=source.publisher),
        "marks": citations.mark([source]),
        "reported": version.speech == "report",
        "lang": version.lang,
        "language": gettext(LANGUAGES[version.lang]),
        "translator": translated(version.translator),
        "gist": version.gist,
        "phrases": [_phrase(phrase, version.lang) for phrase in version.phrases],
    }


def _face(versions: Iterable[dict]) -> str | None:
    return face() if any(version["lang"] == "ar" for version in versions) else None


def _phrase(phrase: Phrase, lang: str) -> dict:
    return {
        "words": phrase.words,
        "lang": lang,
        "dir": direction(lang),
        "marks": quoted("|", lang).split("|"),
        "meaning": phrase.meaning,
        "speaker": phrase.speaker,
        "compared": _label("phrase.compared", phrase.compared),
    }


def _text(sheet: dict) -> str:
    lines = [paragraph(f"{sheet['kind']}. {sheet['camp']}. {sheet['title']}")]
    lines += [
        "\n".join(paragraph(gettext("{name}: {words}", name=name, words=words), "  ") for name, words in sheet["facts"])
    ]
    lines += [_version_text(version) for version in sheet["versions"]]
    lines += [
        "\n".join(
            paragraph(gettext("{name}: {words}", name=name, words=words), "  ") for name, words in sheet["folded"]
        )
    ]
    told = sheet["told"]
    lines += [f"  {gettext('Told of in {sources} too.', sources=told)}"] if told else []
    return "\n\n".join(lines)


def _version_text(version: dict, of: str | None = None) -> str:
    head = gettext(
        "{outlet} {marks}, in {language}, {translator}",
        outlet=version["by"],
        marks=version["marks"],
        language=version["language"],
        translator=version["translator"],
    )
    lines = [paragraph(f"{of}. {head}" if of else head), paragraph(version["gist"], "  ")]
    for phrase in version["phrases"]:
        words = quoted(phrase["words"], phrase["lang"])
        speaker = phrase["speaker"]
        said = gettext("{speaker}: {words}", speaker=speaker, words=words) if speaker else words
        lines.append(paragraph(said, "    "))
        if phrase["meaning"]:
            lines.append(paragraph(gettext("Our translation: {meaning}", meaning=phrase["meaning"]), "    "))
        lines.append(paragraph(f"({phrase['compared']})", "    "))
    return "\n".join(lines)


def _run(words: str, versions: list[Version]) -> dict[str, str]:
    of = listed(knowledge.source(version.source).publisher for version in versions)
    return {"words": words, "lang": versions[0].lang, "of": of}


def _label(vocabulary: str, value: str) -> str:
    return knowledge.vocabulary(vocabulary)[value].label


def _list(sealed: bool) -> View:
    open_, kept = seals.split(knowledge.documents().values(), sealed)
    rows = [
        (f'documents.show("{one.id}")', one.title, _label("document.camp", one.camp), spell(one.date))
        for one in sorted(open_, key=lambda one: one.date)
    ]
    caption = gettext("Documents")
    caption = gettext("{heading}. {remark}", heading=caption, remark=kept) if kept else caption
    return table(caption, (gettext("Write"), gettext("to read"), gettext("Side"), gettext("of")), rows)
