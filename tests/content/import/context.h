#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "content/import/common/import.h"

namespace import_tests {

/// A pack in Vienna with two topics, whose period is 2024.
[[nodiscard]] inline content::ImportContext vienna() {
    using content::Language;
    content::ImportContext context;
    context.edition.id = "example-2024";
    context.edition.default_language = Language::en;
    context.edition.languages = {Language::en, Language::fr};
    context.edition.zone = "Europe/Vienna";
    context.edition.topics = {
        {"crime", "crime", {{Language::en, "Organized crime"}, {Language::fr, "Criminalité organisée"}}},
        {"health", "health", {{Language::en, "Health"}}}};
    context.from = content::Date{std::chrono::year(2024), std::chrono::January, std::chrono::day(1)};
    context.until = content::Date{std::chrono::year(2024), std::chrono::December, std::chrono::day(31)};
    return context;
}

/// True when a finding of that severity has `words` in it.
[[nodiscard]] inline bool says(const content::Import& import, content::Severity severity, std::string_view words) {
    return std::any_of(import.findings.begin(), import.findings.end(), [&](const content::Finding& finding) {
        return finding.severity == severity && finding.message.find(words) != std::string::npos;
    });
}

/// All findings, one a line, for the log of a test.
[[nodiscard]] inline std::string all_findings(const content::Import& import) {
    std::string result;
    for (const content::Finding& finding : import.findings)
        result += content::to_string(finding) + "\n";
    return result;
}

/// "2024-03-18T10:00:00+01:00/2024-03-18T13:00:00+01:00 Europe/Vienna", "2024-03-18/2024-03-22" or "2024-02/2024-03".
[[nodiscard]] inline std::string when(const content::Event& event) {
    using content::to_iso;
    if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) {
        return to_iso(timed->start, timed->zone) + "/" + to_iso(timed->end, timed->zone) + " " + timed->zone;
    }
    if (const auto* days = std::get_if<content::DaySpan>(&event.when)) {
        return to_iso(days->first) + "/" + to_iso(days->last);
    }
    const auto& months = std::get<content::MonthSpan>(event.when);
    return to_iso(months.first) + "/" + to_iso(months.last);
}

/// "2024-03-18T10:00", and days or months as when() has them.
[[nodiscard]] inline std::string begin_of(const content::Event& event) {
    return when(event).substr(0, std::holds_alternative<content::TimedSpan>(event.when) ? 16 : std::string::npos);
}

[[nodiscard]] inline const content::EventText& text_of(const content::Event& event) {
    return event.texts.begin()->second;
}

}  // namespace import_tests
