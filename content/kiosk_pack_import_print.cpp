#include <algorithm>
#include <array>
#include <iostream>

#include "content/canonical_json.h"
#include "content/json.h"
#include "content/kiosk_pack_import_work.h"
#include "content/show_table.h"

namespace content::importing {

void print_result(const Work& work) {
    if (work.options.as_json) {
        JsonValue::Array warnings;
        for (const Finding& finding : work.findings) {
            warnings.emplace_back(JsonValue::Object{{"source", JsonValue(finding.file)},
                                                    {"line", JsonValue(finding.line)},
                                                    {"message", JsonValue(finding.message)}});
        }
        std::string json = show_json(work.understood);
        json.resize(json.rfind('}'));
        while (json.ends_with('\n'))
            json.pop_back();
        std::cout << json << ",\n  \"warnings\": " << to_compact_json(JsonValue(std::move(warnings))) << "\n}\n";
        return;
    }
    std::cout << show_table(work.understood) << "\nfindings (" << work.findings.size() << ")\n";
    for (const Finding& finding : work.findings)
        std::cout << "  " << to_string(finding) << "\n";
    static constexpr std::array<std::string_view, 5> names = {"new", "changed", "kept as edited",
                                                              "gone from the source", "removed"};
    std::cout << "\nchanges (" << work.changes.size() << ")\n";
    for (const ItemChange& change : work.changes) {
        std::string fields;
        for (const std::string& field : change.fields)
            fields += (fields.empty() ? " (" : ", ") + field;
        std::cout << "  " << names.at(static_cast<std::size_t>(change.kind)) << ": " << change.title << " ["
                  << change.item << "]" << fields << (fields.empty() ? "" : ")") << "\n";
    }
    std::cout << "\n" << work.summary;
}

}  // namespace content::importing
