"""People who are neither officers nor the UN: what each said, shown with care and in sets that belong together."""

from course_utils import knowledge
from course_utils.display import Citations, View, paragraph, render, table
from course_utils.knowledge.texts import Voice, VoiceSet
from course_utils.language import gettext, listed
from course_utils.quoted_text import LANGUAGES, dated, direction, face, quoted, translated


def show(*ids: str) -> View:
    """Return sets of voices, each whole, its content note first; without ids, the list of all sets."""
    if not ids:
        return _list()
    citations = Citations()
    sets = [_set(knowledge.voice_set(id_), citations) for id_ in dict.fromkeys(ids)]
    text = "\n\n".join([*map(_text, sets), citations.section()])
    arabic = any(one["lang"] == "ar" for set_ in sets for one in set_["people"])
    return View(text, render("voices.html", sets=sets, face=face() if arabic else None, citations=citations))


def _set(set_: VoiceSet, citations: Citations) -> dict:
    return {
        "id": set_.id,
        "title": set_.title,
        "note": set_.content_note,
        "context": set_.context,
        "people": [_voice(voice, citations) for voice in set_.people],
        "together": set_.together,
        "facts": [
            (gettext("What they can tell"), set_.can_tell),
            (gettext("What they cannot tell"), set_.cannot_tell),
            (gettext("Helps to read"), listed(sentence.id for sentence in set_.sentences)),
        ],
    }


def _voice(voice: Voice, citations: Citations) -> dict:
    source = knowledge.source(voice.source)
    return {
        "speaker": voice.speaker,
        "where": gettext(
            "{place}, {date}",
            place=f"{voice.place[:1].upper()}{voice.place[1:]}",
            date=dated(voice.date, voice.when),
        ),
        "camp": voice.camp,
        "gist": voice.gist,
        "reported": voice.reported,
        "lang": voice.lang,
        "dir": direction(voice.lang),
        "marked": voice.words if voice.reported else quoted(voice.words, voice.lang),
        "meaning": voice.meaning,
        "read": gettext(
            "Read in {language}, {translator}; {compared}.",
            language=gettext(LANGUAGES[voice.lang]),
            translator=translated(voice.translator),
            compared=knowledge.vocabulary("phrase.compared")[voice.compared].label,
        ),
        "outlet": gettext("{publisher}: “{title}”", publisher=source.publisher, title=source.title),
        "marks": citations.mark([source]),
        "careful": voice.careful,
    }


def _text(set_: dict) -> str:
    lines = [paragraph(gettext("Before you read: {note}", note=set_["note"]))] if set_["note"] else []
    lines += [paragraph(set_["title"]), paragraph(set_["context"])]
    for one in set_["people"]:
        speaker = f"{one['speaker'][:1].upper()}{one['speaker'][1:]}. {one['where']}"
        side, reported = one["camp"], one["reported"]
        lines.append(
            "\n".join(
                paragraph(line, indent)
                for indent, line in [
                    ("", gettext("{speaker}. Side: {camp}", speaker=speaker, camp=side) if side else speaker),
                    ("    ", gettext("Reported: {words}", words=one["marked"]) if reported else one["marked"]),
                    *(
                        [("    ", gettext("Our translation: {meaning}", meaning=one["meaning"]))]
                        if one["meaning"]
                        else []
                    ),
                    ("  ", one["gist"]),
                    ("  ", f"{one['outlet']} {one['marks']}. {one['read']}"),
                    ("  ", gettext("Be careful: {words}", words=one["careful"])),
                ]
            )
        )
    lines += [paragraph(set_["together"])] if set_["together"] else []
    lines += ["\n".join(paragraph(gettext("{name}: {words}", name=name, words=words)) for name, words in set_["facts"])]
    return "\n\n".join(lines)


def _list() -> View:
    rows = [(f'voices.show("{one.id}")', one.title, str(len(one.people))) for one in knowledge.voice_sets().values()]
    return table(gettext("Voices"), (gettext("Write"), gettext("to hear"), gettext("people")), rows)
