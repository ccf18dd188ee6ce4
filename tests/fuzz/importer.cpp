// One importer, chosen by CMake: any bytes give findings or a pack that a release can be made of.
#include IMPORTER_HEADER

#include <set>

#include "content/items/json_read.h"
#include "content/items/json_write.h"
#include "tests/fuzz/fuzz.h"

namespace {

content::ImportContext context() {
    using std::chrono::April;
    using std::chrono::January;
    content::ImportContext context;
    context.edition.id = "test";
    context.edition.default_language = content::Language::en;
    context.edition.languages = {content::Language::en, content::Language::fr};
    context.edition.zone = "Europe/Vienna";
    context.edition.topics.push_back({"crime", "", {{content::Language::en, "Crime"}}});
    context.month = content::Date{std::chrono::year{2024}, January, std::chrono::day{1}};
    context.from = context.month;
    context.until = content::Date{std::chrono::year{2024}, April, std::chrono::day{30}};
    return context;
}

void check_import(const content::Import& import) {
    if (content::has_errors(import.findings)) return;
    content::Pack back;
    std::set<std::string> seen;
    for (const content::EncodedItem& item : content::encode_items(import.pack)) {
        const auto status = content::decode_item(item.kind, item.json, back);
        fuzz::require(status.has_value(), status ? "" : status.error().message, item.json);
        fuzz::require(seen.insert(std::string(content::name(item.kind)) + "/" + item.id).second, "an id twice",
                      item.id);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const content::ImportContext importing = context();
    const content::ImportSource source{IMPORTER_NAME, std::string(reinterpret_cast<const char*>(data), size),
                                       "https://example.org/in/"};
    check_import(content::IMPORTER(source, importing));
    return 0;
}
