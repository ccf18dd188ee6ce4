#include "content/import/newsletter.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "content/import/encoding.h"
#include "content/import/html.h"
#include "content/import/newsletter_parts.h"
#include "content/import/newsletter_sorter.h"
#include "content/import/plain.h"
#include "content/import/slug.h"
#include "content/limits.h"
#include "content/text.h"

namespace content {
namespace newsletter {

std::string Notebook::new_id(const std::string& kind, const std::string& title) {
    return unique_slug(make_slug(title), kind, taken[kind]);
}

void Notebook::use(const Block& block, const std::string& by) {
    for (std::size_t line = block.first(); line <= block.last(); ++line)
        import.uses[line] = by;
}

void Notebook::leave_out(const Block& block, Severity severity, const std::string& why) {
    constexpr std::size_t excerpt = 60;  // bytes of the block that are enough to know it by
    use(block, "left out");
    std::string text = block.lines.front().text;
    if (text.size() > excerpt) {
        std::size_t cut = excerpt;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
            --cut;
        text = text.substr(0, cut) + "…";
    }
    const std::string lines = block.last() > block.first() ? " (lines " + std::to_string(block.first()) + "-" +
                                                                 std::to_string(block.last()) + ")"
                                                           : "";
    import.findings.push_back(
        {severity, source.name, static_cast<int>(block.first()), why + lines + ": \"" + text + "\""});
}

void Notebook::warn(std::size_t line, const std::string& message) {
    import.findings.push_back({Severity::warning, source.name, static_cast<int>(line), message});
}

std::string Notebook::title(const std::string& text, std::size_t line) {
    if (count_characters(text) <= limits::headline_characters) return text;
    warn(line, "\"" + shorten(text, 60) + "\" is longer than " + std::to_string(limits::headline_characters) +
                   " characters and was cut");
    return shorten(text, limits::headline_characters);
}

void Notebook::guess(const std::string& key, const std::string& item, std::vector<std::string> list) {
    if (list.empty()) return;
    Guesses& known = guesses[key];
    known.line = import.lines[key];
    known.item = item;
    known.list.insert(known.list.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
}

}  // namespace newsletter

namespace {

/// Lines of HTML at which the lines of its text begin: each is looked for by its first words, from the one before on.
class LineFinder {
public:
    explicit LineFinder(std::string_view html) : html_(html) {}

    std::size_t find(std::string_view text) {
        const auto letters = text.find_first_not_of("#-*[!> ");
        if (letters != std::string_view::npos) text.remove_prefix(letters);
        constexpr std::size_t enough = 24;
        constexpr std::size_t far = 64 * 1024;  // of markup between two lines of text
        const std::string_view words = text.substr(0, std::min(text.find_first_of("](&<", 0), enough));
        const auto at = words.size() < 3 ? std::string_view::npos : html_.substr(0, at_ + far).find(words, at_);
        if (at != std::string_view::npos) {
            line_ += static_cast<std::size_t>(std::count(html_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                         html_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
            at_ = at;
        }
        return line_;
    }

private:
    std::string_view html_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

void move_lines(std::vector<newsletter::Block>& blocks, std::string_view html) {
    LineFinder finder(html);
    for (newsletter::Block& block : blocks) {
        for (newsletter::LogicalLine& line : block.lines) {
            line.first = finder.find(line.text);
            line.last = line.first;
        }
    }
}

/// Whatever the reading forgot is named: nothing may be dropped in silence.
void name_unused_lines(std::string_view text, newsletter::Notebook& notebook) {
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos          ? text.size()
                           : text.substr(end).starts_with("\r\n") ? end + 2
                                                                  : end + 1);
        ++number;
        if (line.empty() || notebook.import.uses.contains(number)) continue;
        notebook.import.uses[number] = "left out";
        notebook.warn(number, "nothing was made of this line");
    }
}

void warn_of_guesses(newsletter::Notebook& notebook) {
    for (const auto& [key, guesses] : notebook.guesses) {
        std::string list;
        for (const std::string& guess : guesses.list)
            list += (list.empty() ? "" : "; ") + guess;
        notebook.warn(guesses.line, guesses.item + ": guessed: " + list);
    }
}

void sort_findings(Import& import, const std::string& name) {
    std::stable_sort(import.findings.begin(), import.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    if (import.findings.size() <= limits::import_findings) return;
    const std::size_t more = import.findings.size() - limits::import_findings;
    import.findings.resize(limits::import_findings);
    import.findings.push_back({Severity::warning, name, 0, std::to_string(more) + " more findings are not listed"});
}

bool is_html_document(std::string_view text) {
    const std::string_view head = text.substr(0, 2048);
    const auto has = [&](std::string_view tag) {
        return std::search(head.begin(), head.end(), tag.begin(), tag.end(), [](char a, char b) {
                   return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
               }) != head.end();
    };
    return has("<html") || has("<!doctype html") || has("<body") || (trim(head).starts_with('<') && has("</"));
}

}  // namespace

Import import_newsletter(const ImportSource& source, const ImportContext& context) {
    Import import;
    import.pack.edition = context.edition;
    newsletter::Notebook notebook{source, context, import};
    const auto refuse = [&](const std::string& message) {
        import.findings.push_back({Severity::error, source.name, 0, message});
    };
    if (source.bytes.size() > limits::import_source) {
        refuse("more than " + std::to_string(limits::import_source) + " bytes");
        return import;
    }
    const auto decoded = decode_text(source.bytes);
    if (!decoded) {
        refuse(decoded.error().message);
        return import;
    }
    if (decoded->guessed) notebook.warn(0, "guessed from its letters that the text is in " + decoded->encoding);
    const bool is_markup = is_html_document(decoded->text);
    HtmlText html;
    if (is_markup) html = read_html(decoded->text, HtmlForm::markdown, source.address);
    if (html.is_cut) notebook.warn(0, "only the beginning was read: the page is larger or deeper than allowed");
    const std::string& text = is_markup ? html.text : decoded->text;
    if (text.size() > limits::import_newsletter) {
        refuse("more than " + std::to_string(limits::import_newsletter) + " bytes of text: this is no newsletter");
        return import;
    }
    std::vector<newsletter::Block> blocks = newsletter::split_blocks(text);
    if (blocks.empty()) {
        refuse("there is no text in it");
        return import;
    }
    if (is_markup) move_lines(blocks, decoded->text);
    newsletter::sort_blocks(std::move(blocks), notebook);
    if (!is_markup) name_unused_lines(text, notebook);
    newsletter::suggest_topics(notebook);
    newsletter::match_parts(notebook);
    warn_of_guesses(notebook);
    sort_findings(import, source.name);
    return import;
}

}  // namespace content
