#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Parts of import_table. Nobody else includes this.
namespace content {

enum class Column {
    id,
    title,
    date,
    end_date,
    time,
    end_time,
    duration,
    room,
    floor,
    place,
    topic,
    kind,
    audience,
    languages,
    description,
    url,
    status,
    all_day,
    visibility,  ///< "Private", "Sensitivity"
    published,   ///< "Published", "Active"
    zone,
};

/// The column that a header names in English, French, Spanish, German, Russian, Arabic or Chinese, as people and the
/// exports of Outlook, Google, Whova and Sched call it; accents, case, signs and words like "the" aside. Nothing for
/// any other.
[[nodiscard]] std::optional<Column> column_named(std::string_view header);
/// All of them, folded; content/FORMS.md has the same.
[[nodiscard]] std::vector<std::string_view> known_headers();
/// True for a header like "Start" or "Début", which does not say whether dates or times stand under it.
[[nodiscard]] bool is_start_or_end(std::string_view header);
/// Whether such a column is the title where no other is: "Тема", "主题".
[[nodiscard]] bool is_title_or_topic(std::string_view header);
/// What stands in brackets in a header: "CET" of "Time (CET)".
[[nodiscard]] std::string brackets_of(std::string_view header);

}  // namespace content
