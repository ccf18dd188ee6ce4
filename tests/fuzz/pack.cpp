// One file of a pack: what is read without errors is fit for a release.
#include "content/pack/pack_reader.h"

#include <array>

#include "content/items/json_read.h"
#include "content/items/json_write.h"
#include "tests/fuzz/fuzz.h"

namespace {

constexpr const char* edition = R"(id = "test"
default_language = "en"
languages = ["en", "fr"]
zone = "Europe/Vienna"
title = "A test"
[[topics]]
id = "crime"
name = { en = "Crime", fr = "Criminalité" }
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr std::array paths = {"pack.toml",    "stories/hall.md", "stories/hall.fr.md", "events.ics",
                                         "calls/one.md", "links.toml",      "notices.toml"};
    fuzz::Input input(data, size);
    content::SourceTree tree;
    tree.texts["pack.toml"] = edition;
    tree.media["hall.jpg"] = {std::string(64, 'a'), 7};
    tree.texts[paths[input.choose(paths.size())]] = std::string(input.rest());
    const content::PackReadResult reading = content::read_pack(tree);
    if (content::has_errors(reading.findings)) return 0;
    content::Pack back;
    for (const content::EncodedItem& item : content::encode_items(reading.pack)) {
        const auto status = content::decode_item(item.kind, item.json, back);
        fuzz::require(status.has_value(), status ? "" : status.error().message, item.json);
    }
    fuzz::require(content::edition_from_json(content::to_json(reading.pack.edition)).has_value(), "the edition");
    return 0;
}
