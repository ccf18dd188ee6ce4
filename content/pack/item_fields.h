#pragma once

#include <string>

#include "content/items/items.h"
#include "content/pack/reader_context.h"
#include "content/pack/toml_fields.h"

/// Fields that items of every kind have.
namespace content {

/// What all items share: topic, from, until, weight, groups. Each mistake becomes a finding.
void read_common(TomlFields& fields, const ReaderContext& context, ItemBase& item);
/// An error when pack.toml has no topic with that id; an empty id means no topic, and is right.
void check_topic(const std::string& topic, int line, const ReaderContext& context, Findings& findings);
/// Each side is empty, a date (all of that day) or a date and time, in the edition's zone.
[[nodiscard]] Validity read_validity(const std::string& from, int from_line, const std::string& until, int until_line,
                                     const ReaderContext& context, Findings& findings);

}  // namespace content
