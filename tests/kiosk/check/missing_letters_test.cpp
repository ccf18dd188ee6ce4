#include "kiosk/check/missing_letters.h"

#include <doctest/doctest.h>

#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;

namespace {

std::vector<std::string> found_in(const content::Pack& pack) {
    std::vector<std::string> found;
    for (const MissingLetter& missing : missing_letters(pack, sample::resources().text))
        found.push_back(missing.letter + " " + missing.where);
    return found;
}

constexpr const char* party = "\U0001F973";

}  // namespace

TEST_CASE("missing letters: a good pack has none, in seven languages") {
    CHECK(found_in(sample::pack()).empty());
}

TEST_CASE("missing letters: each text of every item is looked at, and named with its language") {
    content::Pack pack = sample::pack();
    const auto expect = [&](const char* where) {
        CAPTURE(where);
        CHECK(found_in(pack) == std::vector<std::string>{std::string(party) + " " + where});
        pack = sample::pack();
    };
    pack.stories[0].texts[Language::fr].headline += party;
    expect("story forum in French");
    pack.stories[0].texts[Language::en].body += "\n\n&#x1F973; *and* &#x1F973;";
    expect("story forum in English");
    pack.events[0].texts.begin()->second.room += party;
    CHECK(found_in(pack).size() == 1);
    pack = sample::pack();
    pack.links[0].texts[Language::en].kicker = party;
    CHECK(found_in(pack).size() == 1);
    pack = sample::pack();
    pack.notices[0].posted_by = party;
    CHECK(found_in(pack).size() == 1);
    pack = sample::pack();
    pack.edition.venue[Language::ru].name += party;
    expect("the venue in Russian");
    pack.edition.topics[0].name[Language::ar] += party;
    CHECK(found_in(pack).size() == 1);
}

TEST_CASE("missing letters: a code point has the name that character tables use") {
    CHECK(code_point_name(party) == "U+1F973");
    CHECK(code_point_name("é") == "U+00E9");
}
