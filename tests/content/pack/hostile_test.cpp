#include <doctest/doctest.h>

#include <random>

#include "content/items/json_read.h"
#include "content/items/json_write.h"
#include "content/pack/pack_reader.h"
#include "tests/support/pack_files.h"

namespace content {

namespace {

/// Reads `bytes` as the file `path` of the example; what is read without errors must be fit for a release.
void read_as(const std::string& path, std::string bytes) {
    SourceTree tree = pack_files::minimal();
    if (path == "stories/training.md") tree.media["hall.jpg"] = {std::string(64, 'a'), 7};
    tree.texts[path] = std::move(bytes);
    const PackReadResult reading = read_pack(tree);
    if (has_errors(reading.findings)) return;
    Pack back;
    for (const EncodedItem& item : encode_items(reading.pack)) {
        const auto status = decode_item(item.kind, item.json, back);
        if (!status) FAIL(path << ": " << item.json << ": " << status.error().message);
    }
    REQUIRE(edition_from_json(to_json(reading.pack.edition)).has_value());
}

std::string mutate(std::string bytes, std::mt19937& random) {
    static const std::string signs = "\n\r\t \"'=[]{}+:;,.\\-0123456789TZxX\x00\xFF\xC3\xA9";
    for (unsigned n = 1 + random() % 4; n > 0; --n) {
        const std::size_t at = random() % bytes.size();
        switch (random() % 5) {
            case 0: bytes[at] = static_cast<char>(random() % 256); break;
            case 1: bytes[at] = signs[random() % signs.size()]; break;
            case 2: bytes.erase(at, random() % 20); break;
            case 3: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40)); break;
            default: bytes.insert(at, 1, signs[random() % signs.size()]); break;
        }
        if (bytes.empty()) bytes = "x";
    }
    return bytes;
}

void attack(const std::string& path, const std::string& good, int mutations) {
    for (std::size_t size = 0; size < good.size(); ++size)
        read_as(path, good.substr(0, size));
    std::mt19937 random(20240118);
    for (int i = 0; i < mutations; ++i)
        read_as(path, mutate(good, random));
}

void attack(const std::string& path, int mutations) {
    attack(path, pack_files::example().texts.at(path), mutations);
}

}  // namespace

TEST_CASE("hostile: prefixes and mutations of a story") {
    attack("stories/training.md", 10'000);
}
TEST_CASE("hostile: prefixes and mutations of pack.toml") {
    attack("pack.toml", 10'000);
}
TEST_CASE("hostile: prefixes and mutations of a calendar") {
    attack("events.ics", 10'000);
}
TEST_CASE("hostile: prefixes and mutations of a call") {
    attack("calls/dialogues.md", 2'000);
}
TEST_CASE("hostile: prefixes and mutations of notices and links") {
    attack("notices.toml", 2'000);
    attack("links.toml", 2'000);
}

TEST_CASE("hostile: prefixes and mutations of a calendar that defines its zone") {
    const std::string good = pack_files::calendar(
        "BEGIN:VTIMEZONE\nTZID:House "
        "time\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n"
        "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
        "BEGIN:VEVENT\nUID:e\nSUMMARY:Opening\nDTSTART;TZID=House time:20240318T100000\nEND:VEVENT\n");
    attack("events.ics", good, 2'000);
}

TEST_CASE("hostile: deep nesting and long lines end soon") {
    read_as("links.toml", "a = " + std::string(100'000, '['));
    read_as("events.ics", std::string(100'000, '\n') + "BEGIN:VCALENDAR\n");
    std::string nested = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n";
    for (int i = 0; i < 10'000; ++i)
        nested += "BEGIN:X\n";
    read_as("events.ics", nested);
    read_as("events.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + std::string(1'000'000, 'x') + "\nEND:VEVENT\nEND:VCALENDAR\n");
    read_as("events.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY" + std::string(100'000, ';') + ":x\nEND:VEVENT\nEND:VCALENDAR\n");
}

}  // namespace content
