#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "content/import/common/cleanup.h"
#include "content/import/common/dates.h"
#include "content/import/common/import.h"
#include "content/import/common/prose.h"
#include "content/import/newsletter/blocks.h"

/// The parts that import_newsletter is made of; nobody else calls them.
namespace content::newsletter {

/// How findings call a story: enough of its title to know it by.
inline std::string story_named(const std::string& title) {
    constexpr std::size_t enough = 50;
    return "story \"" + shorten(title, enough) + "\"";
}

/// What was guessed about an item; becomes one warning.
struct Guesses {
    std::size_t line = 0;
    std::string item;  ///< "story \"...\""
    std::vector<std::string> list;
};

/// What is being made of one newsletter.
struct NewsletterImport {
    const ImportSource& source;
    const ImportContext& context;
    Import& import;
    std::optional<Date> near = {};                            ///< where a year is missing, the nearest is meant
    std::optional<Date> sent = {};                            ///< of a mail
    std::map<std::string, std::set<std::string>> taken = {};  ///< ids by kind
    std::map<std::string, Guesses> guesses = {};              ///< by item, as in Import::lines

    [[nodiscard]] Language language() const { return context.edition.default_language; }
    /// "story/...": an id that is free among the items of this kind.
    [[nodiscard]] std::string new_id(const std::string& kind, const std::string& title);
    void use(const Block& block, const std::string& by);
    void leave_out(const Block& block, Severity severity, const std::string& why);
    void warn(std::size_t line, const std::string& message);
    /// A title as a pack can hold it; a warning when it had to be cut.
    [[nodiscard]] std::string title(const std::string& text, std::size_t line);
    /// `key` as in Import::lines, where its line is already; `item` is its name for people.
    void guess(const std::string& key, const std::string& item, std::vector<std::string> list);
};

/// A heading with what follows it.
struct Draft {
    std::string id;
    std::string title;
    std::size_t line = 0;
    std::string subtitle;  ///< a second heading before any text
    bool is_marked = false;
    int level = 0;
    std::vector<Block> body;
    std::vector<ImportPicture> pictures;
};

/// Links of a paragraph that stand by themselves behind its last sentence are taken out of it, the others stay.
struct Paragraph {
    std::string markdown;          ///< links that lost their target are words
    std::vector<ProseLink> links;  ///< those that stood by themselves first
};
[[nodiscard]] Paragraph read_paragraph(const std::string& text, const std::string& base);

/// An entry of the calendar, or nothing when it has no date.
[[nodiscard]] bool read_entry(const std::string& text, std::size_t line, NewsletterImport& notebook, std::string& key);

/// The story of a draft, added to the pack; its call too, when it has a deadline.
void finish_draft(Draft draft, NewsletterImport& notebook);

/// True for text that says until when one can apply.
[[nodiscard]] bool names_deadline(const std::string& plain);
/// The call that is in a draft, or nothing.
[[nodiscard]] std::optional<Call> find_call(const Draft& draft, const Story& story, NewsletterImport& notebook);

/// Gives every story, event and call without a topic the one whose words it uses most.
void suggest_topics(NewsletterImport& notebook);

/// Gives parts of calls that have no date the date of the event of their name.
void match_parts(NewsletterImport& notebook);

}  // namespace content::newsletter
