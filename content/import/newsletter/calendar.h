#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/import/common/date_groups.h"
#include "content/import/common/times.h"
#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// Without separators and dashes of any length at both ends.
[[nodiscard]] std::string strip_entry(std::string_view text);

/// What an entry says beside its dates and times.
struct EntryWords {
    EventText text;
    std::string url;
    bool is_virtual = false;
};

/// Adds an event for each date of `group`, at `time` where there is one. Returns the key of the first in Import::lines;
/// nothing without a title. `guesses` are about all of them.
[[nodiscard]] std::optional<std::string> add_events(const EntryWords& entry, const DateGroup& group,
                                                    const std::optional<FoundTime>& time, std::size_t line,
                                                    NewsletterImport& letter, std::vector<std::string> guesses);

/// Adds the event of one entry of a newsletter's calendar to the pack. `text` is the entry's Markdown, which stands at
/// `line` of the source. Days in a list are an event each. Returns the key of the first in Import::lines; nothing for
/// an entry that has no date, only one by which something has to be done, or no words beside the date.
[[nodiscard]] std::optional<std::string> read_entry(const std::string& text, std::size_t line,
                                                    NewsletterImport& letter);

}  // namespace content::newsletter
