#include "content/import/common/sentences.h"

#include <doctest/doctest.h>

#include <string>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/language_names.h"

using content::Language;
using content::make_gist;

namespace {

/// The sentences with "/" between them.
std::string sentences_of(std::string_view text) {
    std::string found;
    for (const std::string_view sentence : content::split_sentences(text))
        found += (found.empty() ? "" : "/") + std::string(sentence);
    return found;
}

}  // namespace

TEST_CASE("sentences: they end where Unicode says, but not behind abbreviations and initials") {
    CHECK(sentences_of("It rained. We went home!") == "It rained./We went home!");
    CHECK(sentences_of("Dr. No met the U.S. Bureau. Why?") == "Dr. No met the U.S. Bureau./Why?");
    CHECK(sentences_of("J. Doe spoke (in Vienna.) Then all left.") == "J. Doe spoke (in Vienna.)/Then all left.");
    CHECK(sentences_of("See e.g. the annex, 3.5 pages.") == "See e.g. the annex, 3.5 pages.");
    CHECK(sentences_of("They met in Vienna. 65 experts came. 3 left.") ==
          "They met in Vienna./65 experts came./3 left.");
    CHECK(sentences_of("See Art. 3 of the text.") == "See Art. 3 of the text.");
    CHECK(sentences_of("One line\nand another. End.") == "One line\nand another./End.");
    CHECK(sentences_of("会议将举行。请参加！下一步？") == "会议将举行。/请参加！/下一步？");
    CHECK(sentences_of("هل ستشارك؟ نعم.") == "هل ستشارك؟/نعم.");
    CHECK(sentences_of("**Deadline: today.** Apply now.") == "**Deadline: today.**/Apply now.");
    CHECK(sentences_of("« Est-ce tout ? » Oui. « Bon. »") == "« Est-ce tout ? »/Oui./« Bon. »");
    CHECK(sentences_of("»Ja.« »Nein.«") == "»Ja.«/»Nein.«");
    CHECK(sentences_of("").empty());
}

TEST_CASE("sentences: quotes, brackets and marks behind an end belong to it") {
    for (const char* text : {"Yes.", "\"Yes!\"", "(Yes?)", "»Ja.«", "„Ja.“", "« Oui. »", "**Yes.**", "好。」", "Wait…"})
        CHECK_MESSAGE(content::ends_sentence(text), text);
    for (const char* text : {"", "Yes", "Yes,", "Apply:", "...and (so on)"})
        CHECK_MESSAGE(!content::ends_sentence(text), text);
}

TEST_CASE("gist: whole sentences where they fit, else cut at a pause") {
    CHECK(make_gist("One two. Three.", Language::en).text == "One two. Three.");
    std::string words = "Then ";
    for (std::size_t i = 0; i < content::limits::gist_words * 2; ++i)
        words += i == content::limits::gist_words - 3 ? "word, " : "word ";
    const auto cut = make_gist(words, Language::en);
    CHECK(cut.is_cut);
    CHECK(cut.text.ends_with("word…"));
    CHECK(content::count_words(cut.text) == content::limits::gist_words - 1);
    CHECK(make_gist("First. " + words, Language::en).text == "First.");
    // Chinese has no spaces and this text no pause.
    std::string letters;
    for (std::size_t i = 0; i < content::limits::gist_characters * 2; ++i)
        letters += "中";
    const auto chinese = make_gist(letters, Language::zh);
    CHECK(chinese.is_cut);
    CHECK(content::count_characters(chinese.text) <= content::limits::gist_characters);
    CHECK(!chinese.text.empty());
    CHECK(make_gist("", Language::en).text.empty());
}

TEST_CASE("folding: accents, case and forms are one; the Russian short i is a letter of its own") {
    CHECK(content::fold_words("Étage  ÉTÉ") == "etage ete");
    CHECK(content::fold_words("Русский ЁЛКА") == "русский елка");
    CHECK(content::fold_words("Straße 2º") == "strasse 2o");
    CHECK(content::fold_words(" A\tB\n") == "a b");
}

TEST_CASE("languages: by their code or by what people call them, in links by words only") {
    for (const char* name : {"fr", "FR-ca", "fra", "fre", "French", "Français", "Französisch", "французский", "法语"})
        CHECK_MESSAGE(content::language_named(name) == Language::fr, name);
    CHECK(content::language_named("русский") == Language::ru);
    CHECK(content::language_named("castellano") == Language::es);
    CHECK(!content::language_named("Klingon"));
    CHECK(content::language_in("Read in Spanish") == Language::es);
    CHECK(content::language_in("Читать на русском") == Language::ru);
    CHECK(!content::language_in("A spa in the fra"));
}
