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

/// What a header means in any of the three languages; accents, case, signs and words like "the" do not count.
[[nodiscard]] std::optional<Column> column_named(std::string_view header);

}  // namespace content
