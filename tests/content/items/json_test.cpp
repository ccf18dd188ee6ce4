#include "content/items/json_read.h"
#include "content/items/json_write.h"
#include "content/items/show_json.h"

#include <doctest/doctest.h>

#include <random>

#include "content/pack/pack_reader.h"
#include "tests/support/pack_files.h"
#include "tests/support/sample_pack.h"

namespace content {

namespace {

Pack through_json(const Pack& pack) {
    Pack back;
    const auto edition = edition_from_json(to_json(pack.edition));
    REQUIRE(edition.has_value());
    back.edition = *edition;
    for (const EncodedItem& item : encode_items(pack)) {
        const auto status = decode_item(item.kind, item.json, back);
        if (!status) FAIL_CHECK(item.id << ": " << status.error().message);
    }
    return back;
}

std::string replace(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("json: every item comes back as it was") {
    const Pack example = read_pack(pack_files::example()).pack;
    CHECK(through_json(example) == example);
    const Pack sample = sample::pack();
    const Pack back = through_json(sample);
    CHECK(back.stories == sample.stories);
    CHECK(back.events == sample.events);
    CHECK(back.calls == sample.calls);
    CHECK(back.links == sample.links);
    CHECK(back.notices == sample.notices);
    CHECK(back.edition == sample.edition);
}

TEST_CASE("json: the canonical form has sorted keys, no white space, and no empty values") {
    Link link;
    link.id = "a";
    link.url = "https://x.org/";
    link.texts[Language::fr].label = "Été";
    link.texts[Language::ar].label = "L";
    CHECK(to_json(link) == R"({"id":"a","texts":{"ar":{"label":"L"},"fr":{"label":"Été"}},"url":"https://x.org/"})");
    link.short_url = "https://x.org/a";
    CHECK(
        to_json(link) ==
        R"({"id":"a","short":"https://x.org/a","texts":{"ar":{"label":"L"},"fr":{"label":"Été"}},"url":"https://x.org/"})");
    CHECK(link_from_json(to_json(link)).value() == link);
}

TEST_CASE("json: what is not exactly an item is refused with its place") {
    const Pack pack = read_pack(pack_files::example()).pack;
    const std::string good = to_json(pack.stories[0]);
    const std::string event = to_json(pack.events[0]);
    REQUIRE(story_from_json(good).has_value());
    for (const std::string& bad :
         {std::string(), std::string("null"), std::string("[]"), std::string("{}"), std::string("\xFF"), good + "x",
          replace(good, "\"training\"", "7"), replace(good, "\"weight\":2", "\"weight\":2.5"),
          replace(good, "\"weight\":2", "\"weight\":99999999999999999999"), replace(good, "https://", "file://"),
          replace(good, "2023-12-05", "2023-12-32"), replace(good, "\"fr\":", "\"it\":"),
          replace(good, "[500,250]", "[500]"), replace(good, "[500,250]", "[500,1001]"),
          replace(good, "\"headline\":\"A", "\"headline\":\"\\u0000A"), std::string(100'000, '[')}) {
        CAPTURE(bad.substr(0, 80));
        const auto story = story_from_json(bad);
        REQUIRE_FALSE(story.has_value());
        CHECK(story.error().code == Code::bad_input);
        CHECK(story.error().message.starts_with("story"));
    }
    CHECK(story_from_json(std::string(300'000, ' ')).error().code == Code::too_large);
    CHECK_FALSE(event_from_json(replace(event, "Europe/Vienna", "Europe/Nowhere")).has_value());
    CHECK_FALSE(event_from_json(replace(event, "2024-03-18T12:00:00Z", "2024-03-18T08:00:00Z")).has_value());
    CHECK_FALSE(event_from_json(replace(event, "moved", "gone")).has_value());
}

TEST_CASE("json: keys of a newer publisher are ignored") {
    CHECK(link_from_json(R"({"id":"a","new":[1],"texts":{"en":{"label":"L","new":2}},"url":"https://x.org/"})")
              .has_value());
}

TEST_CASE("json: every beginning and thousands of mutations of an item are refused or read, never a crash") {
    std::mt19937 random(20240118);
    for (const EncodedItem& item : encode_items(read_pack(pack_files::example()).pack)) {
        Pack pack;
        for (std::size_t size = 0; size < item.json.size(); ++size) {
            REQUIRE_FALSE(decode_item(item.kind, std::string_view(item.json).substr(0, size), pack).has_value());
        }
        for (int i = 0; i < 1500; ++i) {
            std::string bytes = item.json;
            for (unsigned n = random() % 4; n < 4; ++n)
                bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
            const bool is_read = decode_item(item.kind, bytes, pack).has_value();
            // What was read must be fit to be written and read again.
            if (!is_read) continue;
            const EncodedItem again = encode_items(pack).back();
            Pack other;
            REQUIRE(decode_item(again.kind, again.json, other).has_value());
            pack = {};
        }
    }
}

TEST_CASE("show: every key is always there, days are inclusive and months are listed") {
    const std::string text = show_json(read_pack(pack_files::example()).pack);
    for (const char* part :
         {"\"start\": \"2024-03-18T10:00:00+01:00\"", "\"start\": \"2024-03-18\"", "\"end\": \"2024-03-22\"",
          "\"all_day\": true", "\"2024-02\",\n        \"2024-03\"", "\"status\": \"moved\"",
          "\"room\": \"Boardroom D\"", "\"deadline\": \"2024-02-05T00:00:00+01:00\"", "\"months\": null",
          "\"text\": \"Read more\"", "\"url\": null", "\"from\": \"2023-12-05\""}) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
}

}  // namespace content
