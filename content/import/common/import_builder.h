#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/import/common/import.h"

namespace content {

/// Puts together what an importer finds in one source: items with unique ids and their lines, findings up to a cap, and
/// texts made fit for a pack. Each change to a text is a finding.
class ImportBuilder {
public:
    ImportBuilder(const ImportSource& source, const ImportContext& context);

    void note(std::size_t line, std::string message);
    void warning(std::size_t line, std::string message);
    void error(std::size_t line, std::string message);
    /// A warning that is said once, however often the same message comes.
    void warning_once(std::size_t line, const std::string& message);

    /// One line of at most `limit` characters, without HTML and Markdown; longer is cut.
    [[nodiscard]] std::string line_text(std::string_view text, std::string_view what, std::size_t line,
                                        std::size_t limit);
    /// A line_text() of at most limits::headline_characters.
    [[nodiscard]] std::string title(std::string_view text, std::string_view what, std::size_t line);
    /// A line_text() of a place: its lines become parts, "Room A, 2nd floor".
    [[nodiscard]] std::string place_text(std::string_view text, std::string_view what, std::size_t line);
    /// Plain text of several lines; HTML and Markdown in it are reduced.
    [[nodiscard]] std::string description(std::string_view text, std::string_view what, std::size_t line);
    /// A web address, absolute or relative to the source's own; empty, with a warning, for any other.
    [[nodiscard]] std::string address(std::string_view url, std::string_view what, std::size_t line);
    /// The topic of the edition that has one of `words` as its id or as its name in any language; else empty, and what
    /// is not a topic is said once.
    [[nodiscard]] std::string topic(const std::vector<std::string>& words, std::size_t line);

    /// The id of an event: `identity`, which is the source's own (UID, guid). Where `identity` is empty, too long or
    /// taken, the id is made of title and start, with a warning.
    [[nodiscard]] std::string event_id(std::string_view identity, const Event& event, std::size_t line);
    /// The id of an event of a source that has no identities: made of title and start, without a warning. The event
    /// keeps it when it moves, see keep_identities().
    [[nodiscard]] std::string made_id(const Event& event, std::size_t line);
    void add(Event event, std::size_t line);
    /// The id that the story got; empty where there is no room for it.
    std::string add(Story story, std::size_t line);
    void add(Link link, std::size_t line);
    /// An item that the source has, whether or not it can be taken.
    void count_found() { ++result_.found; }
    /// An item for which there is no room: said at the end.
    void leave_out() { ++left_out_; }

    [[nodiscard]] Language language() const { return result_.pack.edition.default_language; }
    [[nodiscard]] const Edition& edition() const { return result_.pack.edition; }
    [[nodiscard]] Import& result() { return result_; }
    [[nodiscard]] const ImportSource& source() const { return source_; }
    /// True when nothing more will be taken, see limits::import_items and import_texts.
    [[nodiscard]] bool is_full() const;
    /// The import, with an error when nothing was included and no error says why; `expected` names what an item would
    /// have been.
    [[nodiscard]] Import finish(std::string_view expected) &&;

private:
    void add_finding(Severity severity, std::size_t line, std::string message);
    [[nodiscard]] bool has_room(std::size_t bytes);
    /// An id for an event whose source has none for it.
    [[nodiscard]] std::string title_and_start(const Event& event) const;
    [[nodiscard]] std::string unique(const std::string& kind, std::string id);

    const ImportSource& source_;
    Import result_;
    std::map<std::string, std::string> topics_;  ///< by folded id or name
    std::set<std::string> said_;
    std::set<std::string> ids_;           ///< with their kind in front
    std::map<std::string, int> numbers_;  ///< the last one put behind an id
    std::size_t unsaid_ = 0;              ///< findings over the cap
    std::size_t left_out_ = 0;
    std::size_t bytes_ = 0;  ///< of all texts so far
};

}  // namespace content
