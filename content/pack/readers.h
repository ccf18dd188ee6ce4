#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/items/items.h"
#include "content/pack/source_tree.h"
#include "content/pack/toml_fields.h"

/// The parts that read_pack is made of; nobody else calls them.
namespace content {

struct ReaderContext {
    const SourceTree& tree;
    const Edition& edition;
    bool knows_edition = false;  ///< false when pack.toml could not be read: topics cannot be checked then
    std::vector<Finding>& findings;
};

[[nodiscard]] Edition read_edition(const std::string& text, Findings& findings);
[[nodiscard]] std::vector<Story> read_stories(const ReaderContext& context);
[[nodiscard]] std::vector<Event> read_events(const ReaderContext& context);
[[nodiscard]] std::vector<Call> read_calls(const ReaderContext& context);
[[nodiscard]] std::vector<Link> read_links(const ReaderContext& context);
[[nodiscard]] std::vector<Notice> read_notices(const ReaderContext& context);

void check_topic(const std::string& topic, int line, const ReaderContext& context, Findings& findings);
/// Each side is empty, a date (all of that day) or a date and time, in the edition's zone.
[[nodiscard]] Window read_window(const std::string& from, int from_line, const std::string& until, int until_line,
                                 const ReaderContext& context, Findings& findings);

/// A Markdown file with its TOML front matter between two lines "+++".
struct FrontMatter {
    TomlNode table;
    std::string body;  ///< without blank lines at both ends
    int body_line = 0;
    bool is_readable = false;  ///< false: what is wrong has been said, and there is nothing to take from it
};
[[nodiscard]] FrontMatter read_front_matter(const std::string& text, Findings& findings);

/// "asean.fr.md" -> slug "asean", language fr; "asean.md" -> slug "asean", none.
struct SourceName {
    std::string slug;
    std::optional<Language> language;
};
/// `name` is without its folder. Adds a finding and returns nothing when it is not of this form.
[[nodiscard]] std::optional<SourceName> read_source_name(std::string_view name, Findings& findings);

}  // namespace content
