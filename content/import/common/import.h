#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"

/// What conferences already have, as typed items. Each importer is a pure function of bytes and context: no files, no
/// network, no clock. Not here: reading and fetching sources, merging into a pack, writing it.
namespace content {

/// The bytes of one source, as they came.
struct ImportSource {
    std::string name;          ///< file name or address; named in findings, and tells formats apart
    std::string bytes;         ///< in any encoding
    std::string address = {};  ///< where relative links start from; empty for a file
};

/// What an importer may know about the pack that the items are for.
struct ImportContext {
    Edition edition;            ///< its zone, languages, topics (id, names) and home address
    std::optional<Date> month;  ///< where a year is missing, the one nearest to this day is meant
    std::optional<Date> from;   ///< recurring events are written out from this day ...
    std::optional<Date> until;  ///< ... to this day, inclusive
    /// Why that period, where nobody asked for it: "the days of the pack's events". A recurring event that ends within
    /// a year of its start is then written out as a whole, wherever it lies. Empty for a period that was asked for.
    std::string period_guess = {};
};

/// A picture that the source describes or points to; its bytes are not part of it.
struct ImportPicture {
    std::string story;        ///< id of its story, or empty
    std::string alternative;  ///< its description, or empty
    std::string url;          ///< or empty
    std::string credit;       ///< or empty
    std::size_t line = 0;     ///< in the source, from 1; 0 where the source has no lines
};

/// What was understood. `pack.edition` is the context's. Identity of items: UID, guid, or address, else a slug of the
/// headline; ids are valid for a pack and unique among their kind.
struct Import {
    Pack pack;
    std::vector<ImportPicture> pictures;
    /// Guesses (warnings), what was left out and why (notes and warnings), what is wrong (errors).
    std::vector<Finding> findings;
    /// The line of the source, from 1, at which an item was found, by "story/<id>", "event/<uid>", "call/<id>",
    /// "link/<id>".
    std::map<std::string, std::size_t> lines;
    /// Of a source that is prose: what each line that is not empty became: "story/<id>" and so on, "picture", "frame"
    /// (marks between blocks) or "left out". A finding names each line left out, or the line at which its block begins.
    std::map<std::size_t, std::string> uses;
    std::set<std::string> made_ids;  ///< of events: made of title and start, as the source has none
    std::size_t found = 0;           ///< items the source has, included or not
};

}  // namespace content
