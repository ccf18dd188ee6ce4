#include "content/tool/kiosk_pack_import_print.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iostream>

#include "content/base/json.h"
#include "content/base/printable.h"
#include "content/items/show_json.h"
#include "content/items/show_table.h"

namespace content::importing {
namespace {

void print_reports(const std::vector<SourceReport>& reports) {
    const std::string heading = "source";
    std::size_t width = heading.size();
    for (const SourceReport& report : reports)
        width = std::max(width, printable(report.source).size());
    std::cout << fmt::format("\n{:<{}}  {:<15}  {:>5}  {:>8}  {:>8}\n", heading, width, "kind", "found", "included",
                             "warnings");
    for (const SourceReport& report : reports) {
        std::cout << fmt::format("{:<{}}  {:<15}  {:>5}  {:>8}  {:>8}{}{}\n", printable(report.source), width,
                                 report.kind.empty() ? "-" : report.kind, report.found, report.included,
                                 report.warnings, report.remark.empty() ? "" : "  ", printable(report.remark));
    }
}

}  // namespace

void print_summary(const Summary& summary, const Options& options) {
    if (options.as_json) {
        JsonValue::Array warnings;
        for (const Finding& finding : summary.findings) {
            warnings.emplace_back(JsonValue::Object{{"source", JsonValue(finding.file)},
                                                    {"line", JsonValue(finding.line)},
                                                    {"message", JsonValue(finding.message)}});
        }
        std::string json = show_json(summary.understood);
        json.resize(json.rfind('}'));
        while (json.ends_with('\n'))
            json.pop_back();
        std::cout << json << ",\n  \"warnings\": " << to_compact_json(JsonValue(std::move(warnings))) << "\n}\n";
        return;
    }
    std::cout << show_table(summary.understood) << "\nfindings (" << summary.findings.size() << ")\n";
    for (const Finding& finding : summary.findings)
        std::cout << "  " << to_string(finding) << "\n";
    static constexpr std::array<std::string_view, 7> names = {"new",
                                                              "changed",
                                                              "kept as edited",
                                                              "kept as another source has it",
                                                              "not taken, people deleted it",
                                                              "gone from the source",
                                                              "removed"};
    std::cout << "\nchanges (" << summary.changes.size() << ")\n";
    for (const ItemChange& change : summary.changes) {
        std::string fields;
        for (const std::string& field : change.fields)
            fields += (fields.empty() ? " (" : ", ") + field;
        std::cout << "  " << names.at(static_cast<std::size_t>(change.kind)) << ": " << change.title << " ["
                  << change.item << "]" << fields << (fields.empty() ? "" : ")") << "\n";
    }
    print_reports(summary.reports);
}

}  // namespace content::importing
