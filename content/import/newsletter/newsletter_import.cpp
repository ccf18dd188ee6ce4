#include "content/import/newsletter/newsletter_import.h"

#include <fmt/format.h>

#include <iterator>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/slug.h"

namespace content::newsletter {

std::string NewsletterImport::new_id(const std::string& kind, const std::string& title) {
    return unique_slug(make_slug(title), kind, taken[kind]);
}

void NewsletterImport::use(const Block& block, const std::string& by) {
    for (std::size_t line = block.first(); line <= block.last(); ++line)
        import.uses[line] = by;
}

void NewsletterImport::leave_out(const Block& block, Severity severity, const std::string& why) {
    constexpr std::size_t excerpt = 60;  // bytes of the block that are enough to know it by
    use(block, "left out");
    std::string text = block.lines.front().text;
    if (text.size() > excerpt) text = text.substr(0, character_begin(text, excerpt)) + "…";
    const std::string lines =
        block.last() > block.first() ? fmt::format(" (lines {}-{})", block.first(), block.last()) : std::string();
    import.findings.push_back(
        {severity, source.name, static_cast<int>(block.first()), fmt::format("{}{}: \"{}\"", why, lines, text)});
}

void NewsletterImport::note(std::size_t line, const std::string& message) {
    import.findings.push_back({Severity::note, source.name, static_cast<int>(line), message});
}

void NewsletterImport::warn(std::size_t line, const std::string& message) {
    import.findings.push_back({Severity::warning, source.name, static_cast<int>(line), message});
}

void NewsletterImport::error(std::size_t line, const std::string& message) {
    import.findings.push_back({Severity::error, source.name, static_cast<int>(line), message});
}

bool NewsletterImport::is_full() const {
    return import.found >= limits::import_items;
}

std::string NewsletterImport::title(const std::string& text, std::size_t line) {
    if (count_characters(text) <= limits::headline_characters) return text;
    warn(line, fmt::format("\"{}\" is longer than {} characters and was cut", shorten(text, 60),
                           limits::headline_characters));
    return shorten(text, limits::headline_characters);
}

void NewsletterImport::guess(const std::string& key, const std::string& item, std::vector<std::string> list) {
    if (list.empty()) return;
    Guesses& known = guesses[key];
    known.line = import.lines[key];
    known.item = item;
    known.list.insert(known.list.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
}

std::string story_named(const std::string& title) {
    constexpr std::size_t enough = 50;  // characters
    return fmt::format("story \"{}\"", shorten(title, enough));
}

}  // namespace content::newsletter
