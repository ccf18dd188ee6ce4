// What nobody would call a newsletter.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/newsletter/newsletter.h"
#include "content/items/json_read.h"
#include "content/items/json_write.h"
#include "tests/content/import/context.h"

using content::Import;
using content::Language;

namespace {

Import read_hostile(const std::string& bytes) {
    const content::ImportContext context = import_tests::vienna();
    return content::import_newsletter({"newsletter.md", bytes}, context);
}

}  // namespace

TEST_CASE("newsletter: a mail that was quoted and quoted again reads like the mail") {
    const std::string text = "# A new bridge for Krems\n\nIt opened on 5 January 2024.\nPeople came.\n";
    std::string quoted;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
        quoted += "> > > " + text.substr(at, text.find('\n', at) + 1 - at);
    const Import plain = read_hostile(text);
    const Import import = read_hostile(quoted);
    REQUIRE(import.pack.stories.size() == 1);
    CHECK(import.pack == plain.pack);
    CHECK(import.lines == plain.lines);
    std::string marks;
    while (marks.size() + 2 <= content::limits::import_newsletter)
        marks += "> ";
    CHECK(content::has_errors(read_hostile(marks).findings));
}

TEST_CASE("newsletter: bytes that are no text are refused, and odd ones end soon") {
    CHECK(content::has_errors(read_hostile("").findings));
    CHECK(content::has_errors(read_hostile("\n \n").findings));
    for (const char* piece :
         {"[", "[](", "# x\n", "- 1 March\n", "5 to ", "**", "<", "1 March 2024 - ", "a\n\n", "![x](y) ", "> "}) {
        std::string text;
        while (text.size() < 40'000)
            text += piece;
        const Import import = read_hostile(text);
        CHECK(import.findings.size() <= content::limits::import_findings + 1);
    }
}

TEST_CASE("newsletter: events are no more than a pack can hold") {
    std::string days;
    while (days.size() + 20 < content::limits::text_block)
        days += "1/3/24, ";
    std::string text = "# News\n\nWords came and went and came again.\n\n# Upcoming events\n\n";
    for (int i = 0; i < 10; ++i)
        text += "- " + days + "Meeting\n";
    const Import import = read_hostile(text);
    CHECK(import.found == content::limits::import_items);
    CHECK(import.pack.events.size() + import.pack.stories.size() == import.found);
    CHECK(content::has_errors(import.findings));
}

TEST_CASE("newsletter: blocks that look at the ones behind them are read soon, however many there are") {
    for (const char* piece : {"# 1 May 2024\n\n# x\n\n", "# © a\n", "1 May 2024\n\n---\n\n", "**A b c**\n\n", "至\n"}) {
        std::string text = "# A story of some note\n\nWords came and went and came again.\n\n";
        while (text.size() + 40 < content::limits::import_newsletter)
            text += piece;
        CHECK(read_hostile(text).findings.size() <= content::limits::import_findings + 1);
    }
}

TEST_CASE("newsletter: a calendar entry as long as a page is cut to what a pack can hold") {
    std::string entry = "5-6 February 2024: ";
    while (entry.size() < 5000)
        entry += "a meeting of experts ";
    const Import import = read_hostile("# News\n\nWords.\n\n# Upcoming events\n\n" + entry + "\n");
    REQUIRE(import.pack.events.size() == 1);
    CHECK(content::count_characters(import.pack.events[0].texts.at(Language::en).title) <=
          content::limits::headline_characters);
    content::Pack back;
    for (const content::EncodedItem& item : content::encode_items(import.pack))
        CHECK(content::decode_item(item.kind, item.json, back));
}

TEST_CASE("newsletter: titles as long as a page are cut to what a pack can hold, with a warning") {
    std::string words = "training";
    while (words.size() < 2000)
        words += " training hall";
    for (const std::string& text :
         {"# News\n\n## A new " + words + "\n\nThe hall opened in Vienna.\n",
          "# A new hall\n\n# The new " + words + "\n\nApply until 4 February 2024, midnight CET.\n",
          "# Links\n\n- [" + words + "](https://example.org/a)\n- [short](https://example.org/b)\n"}) {
        CAPTURE(text.substr(0, 30));
        const Import import = read_hostile(text);
        content::Pack back;
        for (const content::EncodedItem& item : content::encode_items(import.pack))
            CHECK(content::decode_item(item.kind, item.json, back));
        CHECK(std::any_of(import.findings.begin(), import.findings.end(),
                          [](const auto& finding) { return finding.message.ends_with("and was cut"); }));
    }
}
