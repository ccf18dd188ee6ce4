#pragma once

#include <map>
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
};

/// The column that a header names in English, French or Spanish, accents, case, signs and words like "the" aside;
/// nothing for any other.
[[nodiscard]] std::optional<Column> column_named(std::string_view header);

}  // namespace content
