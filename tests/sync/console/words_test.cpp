#include "sync/console/words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>

#include "sync/console/sheet.h"
#include "sync/screens/refusal.h"

using content::Language;

namespace {

console::Words words_in(Language language) {
    auto loaded = console::Words::load(language);
    REQUIRE_MESSAGE(loaded, (loaded ? std::string() : loaded.error().message));
    return std::move(*loaded);
}

}  // namespace

TEST_CASE("words: each language of the console has the same keys with the same arguments") {
    const auto english = words_in(Language::en).signatures();
    CHECK(english.size() > 100);
    for (const Language language : console::console_languages) {
        const auto other = words_in(language).signatures();
        std::vector<std::string> differing;
        std::ranges::set_symmetric_difference(english, other, std::back_inserter(differing));
        CAPTURE(content::code(language));
        for (const std::string& line : differing)
            FAIL_CHECK(line);
    }
}

TEST_CASE("words: each reason why something about screens is refused has its sentence in each language") {
    for (const Language language : console::console_languages) {
        const auto words = words_in(language);
        for (const std::string_view name : screens::refusal_names())
            CHECK_MESSAGE(words.has("refusal." + std::string(name)), name);
    }
}

TEST_CASE("words: plurals, names and moments are those of the language") {
    const auto english = words_in(Language::en);
    const auto french = words_in(Language::fr);
    CHECK(english("people.count", {{"count", 1}}) == "1 account");
    CHECK(english("people.count", {{"count", 1200}}) == "1,200 accounts");
    CHECK(french("people.count", {{"count", 0}}) == "0 compte");
    CHECK(english("log_of.people_close", {{"who", "Ann {x} 'y'"}, {"subject", "<b>"}}) ==
          "Ann {x} 'y' closed the account of <b>.");
    const content::Instant noon = *content::parse_instant("2026-11-30T16:45:00Z", "UTC");
    CHECK(english.moment(noon, "Europe/Vienna") == "30 Nov 2026, 17:45");
    CHECK(french.moment(noon, "Europe/Vienna").find("30 nov. 2026") == 0);
    CHECK(english.clock(noon, "UTC") == "16:45");
    CHECK(english("no.such_key") == "no.such_key");
    CHECK_FALSE(english.has("no.such_key"));
}

TEST_CASE(
    "sheet: it is one file without addresses of others, whose name changes with it, in the colours of the screens") {
    const auto& files = console::page_files();
    CHECK(files.sheet.name.starts_with("console."));
    CHECK(files.sheet.name.ends_with(".css"));
    CHECK(files.sheet.bytes.find("--paper:#F6F4EE;") != std::string::npos);
    CHECK(files.sheet.bytes.find("--paper:#0B1822;") != std::string::npos);
    for (const auto* file : files.all()) {
        CAPTURE(file->name);
        CHECK_FALSE(file->bytes.empty());
        CHECK(file->bytes.find("@import") == std::string::npos);
        CHECK(file->bytes.find("url(") == std::string::npos);
    }
    CHECK(files.script.bytes.find("http") == std::string::npos);
}
