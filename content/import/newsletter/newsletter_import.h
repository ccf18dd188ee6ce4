#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/import/common/import.h"
#include "content/import/newsletter/blocks.h"

/// What the parts of import_newsletter share; nobody else includes this folder's headers but newsletter.h.
namespace content::newsletter {

/// What was guessed about an item. All of it becomes one warning.
struct Guesses {
    std::size_t line = 0;  ///< of the source, from 1
    std::string item;      ///< for people: "story \"...\""
    std::vector<std::string> list;
};

/// The import of one newsletter while it is being made.
struct NewsletterImport {
    const ImportSource& source;
    const ImportContext& context;
    Import& import;
    std::optional<Date> near = {};                            ///< a year that is missing is the one nearest to this day
    std::optional<Date> sent = {};                            ///< when a mail was sent
    std::map<std::string, std::set<std::string>> taken = {};  ///< ids in use, by kind
    std::map<std::string, Guesses> guesses = {};              ///< by item, with the keys of Import::lines

    [[nodiscard]] Language language() const { return context.edition.default_language; }
    /// An id made of `title` that no other item of this kind ("story", "call") has.
    [[nodiscard]] std::string new_id(const std::string& kind, const std::string& title);
    /// Notes in Import::uses what the lines of `block` became.
    void use(const Block& block, const std::string& by);
    /// Leaves `block` out, with a finding that says why and shows its first words.
    void leave_out(const Block& block, Severity severity, const std::string& why);
    void note(std::size_t line, const std::string& message);
    void warn(std::size_t line, const std::string& message);
    void error(std::size_t line, const std::string& message);
    /// True when a pack can hold no more items, see limits::import_items.
    [[nodiscard]] bool is_full() const;
    /// A title as a pack can hold it; a warning when it had to be cut.
    [[nodiscard]] std::string title(const std::string& text, std::size_t line);
    /// Notes guesses about the item `key`, whose line must be in Import::lines already; `item` names it for people.
    void guess(const std::string& key, const std::string& item, std::vector<std::string> list);
};

/// How findings call a story: with as much of its title as it takes to know it.
[[nodiscard]] std::string story_named(const std::string& title);

}  // namespace content::newsletter
