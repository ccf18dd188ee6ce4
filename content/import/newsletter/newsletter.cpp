#include "content/import/newsletter/newsletter.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/newsletter/blocks.h"
#include "content/import/newsletter/call.h"
#include "content/import/newsletter/letter_language.h"
#include "content/import/newsletter/newsletter_import.h"
#include "content/import/newsletter/sorter.h"
#include "content/import/newsletter/topics.h"
#include "content/import/text/encoding.h"
#include "content/import/text/html.h"
#include "content/import/text/invitations.h"
#include "content/import/text/mail.h"
#include "content/import/text/web_links.h"

namespace content {
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
void name_unused_lines(std::string_view text, newsletter::NewsletterImport& letter) {
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos          ? text.size()
                           : text.substr(end).starts_with("\r\n") ? end + 2
                                                                  : end + 1);
        ++number;
        if (line.empty() || letter.import.uses.contains(number)) continue;
        letter.import.uses[number] = "left out";
        letter.warn(number, "nothing was made of this line");
    }
}

void warn_of_guesses(newsletter::NewsletterImport& letter) {
    for (const auto& [key, guesses] : letter.guesses) {
        std::string list;
        for (const std::string& guess : guesses.list)
            list += (list.empty() ? "" : "; ") + guess;
        letter.warn(guesses.line, guesses.item + ": guessed: " + list);
    }
}

/// By line. Of too many, errors are kept rather than warnings, and those rather than notes.
void sort_findings(Import& import, const std::string& name) {
    const std::size_t more = import.findings.size() - std::min(import.findings.size(), limits::import_findings);
    if (more > 0) {
        std::stable_sort(import.findings.begin(), import.findings.end(),
                         [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
        import.findings.resize(limits::import_findings);
    }
    std::stable_sort(import.findings.begin(), import.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    if (more == 0) return;
    import.findings.push_back({Severity::warning, name, 0, fmt::format("{} more findings are not listed", more)});
}

bool is_html_document(std::string_view text) {
    const std::string_view head = text.substr(0, 2048);
    const auto has = [&](std::string_view tag) {
        return std::search(head.begin(), head.end(), tag.begin(), tag.end(),
                           [](char a, char b) { return to_lower(a) == b; }) != head.end();
    };
    return has("<html") || has("<!doctype html") || has("<body") || (trim(head).starts_with('<') && has("</"));
}

/// What a file that is no text is, where organizers might take it for one.
std::string_view kind_of_document(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::size_t directory = 64 * 1024;  // bytes in which compound files name their parts
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) {
        const bool is_mail = bytes.find("_\0_\0s\0u\0b\0s\0t\0g\0"sv) != std::string_view::npos;
        return is_mail ? "an Outlook message (.msg), which only Outlook reads; save it as HTML, text or .eml"
                       : "an old Office file or an Outlook message (.msg); save it as HTML, text or .eml";
    }
    if (bytes.starts_with("PK\x03\x04")) {
        const std::string_view head = bytes.substr(0, directory);
        if (head.find("xl/") != std::string_view::npos) return "an Excel file; save it as CSV";
        return "a ZIP archive or Office file; save what is in it as HTML, text or CSV";
    }
    if (bytes.starts_with("%PDF")) return "a PDF file; export its text (pdftotext, or \"save as text\")";
    if (bytes.starts_with("\x1F\x8B")) return "a packed file (gzip); unpack it first";
    return {};
}

/// A newsletter's text, out of whatever it came in.
struct ReadResult {
    std::string text;
    bool is_markup = false;
    std::vector<std::size_t> lines;  ///< of the file, for each line of the text; empty: they are the same
};

std::optional<ReadResult> read_text(newsletter::NewsletterImport& letter) {
    const ImportSource& source = letter.source;
    const auto refuse = [&](const std::string& message) {
        letter.error(0, message);
        return std::nullopt;
    };
    if (const std::string_view kind = kind_of_document(source.bytes); !kind.empty()) return refuse(std::string(kind));
    if (is_mail(source.bytes)) {
        auto mail = read_mail(source.bytes);
        if (!mail) return refuse(mail.error().message);
        if (mail->is_guessed) letter.warn(0, "guessed from its letters that the text is in " + mail->encoding);
        for (const std::string& what : mail->left_out)
            letter.note(0, what + " of the mail was left out");
        letter.sent = mail->date;
        return ReadResult{std::move(mail->text), mail->is_html, std::move(mail->lines)};
    }
    if (source.bytes.size() > limits::import_source)
        return refuse(fmt::format("more than {} bytes", limits::import_source));
    auto decoded = decode_text(source.bytes);
    if (!decoded) return refuse(decoded.error().message);
    if (decoded->guessed) letter.warn(0, "guessed from its letters that the text is in " + decoded->encoding);
    const bool is_markup = is_html_document(decoded->text);
    return ReadResult{std::move(decoded->text), is_markup, {}};
}

/// Makes lines of a mail's text lines of the mail.
void move_to_file(Import& import, const std::vector<std::size_t>& lines) {
    if (lines.empty()) return;
    const auto in_file = [&](std::size_t line) { return line == 0 ? 0 : lines[std::min(line, lines.size()) - 1]; };
    for (Finding& finding : import.findings)
        finding.line = static_cast<int>(in_file(static_cast<std::size_t>(finding.line)));
    for (auto& [key, line] : import.lines)
        line = in_file(line);
    for (ImportPicture& picture : import.pictures)
        picture.line = in_file(picture.line);
    std::map<std::size_t, std::string> uses;
    for (auto& [line, use] : import.uses)
        uses.emplace(in_file(line), std::move(use));
    import.uses = std::move(uses);
}

}  // namespace

Import import_newsletter(const ImportSource& source, const ImportContext& context) {
    Import import;
    import.pack.edition = context.edition;
    newsletter::NewsletterImport letter{source, context, import};
    const auto read = read_text(letter);
    if (!read) return import;
    HtmlText html;
    if (read->is_markup) html = read_html(read->text, HtmlForm::markdown, source.address);
    if (html.is_cut) letter.warn(0, "only the beginning was read: the page is larger or deeper than allowed");
    if (html.has_struck) letter.note(0, "words that are struck out were left out");
    for (const std::string& feed : html.feeds)
        letter.note(0, "the page names a feed, which may tell more than the page: import " + feed);
    const WithoutAccess open = without_access_codes(read->is_markup ? html.text : read->text);
    if (open.dropped > 0) {
        letter.note(0, fmt::format("{} lines with codes, addresses or numbers to join an online meeting by were left "
                                   "out: they are not for everybody",
                                   open.dropped));
    }
    const PublicText words = with_public_addresses(open.text);
    const std::string& text = words.text;
    if (words.dropped > 0) {
        letter.warn(0, fmt::format("{} addresses that count clicks, name a recipient or carry a password were left out",
                                   words.dropped));
    }
    if (text.size() > limits::import_newsletter) {
        letter.error(0, fmt::format("more than {} bytes of text: this is no newsletter", limits::import_newsletter));
        return import;
    }
    std::vector<newsletter::Block> blocks = newsletter::split_blocks(text);
    if (blocks.empty()) {
        letter.error(0, "there is no text in it");
        return import;
    }
    if (newsletter::is_of_unread_language(text)) {
        letter.warn(0,
                    "its language is none in which headings, dates and calendars are read (English, French, Spanish, "
                    "German, Russian, Arabic, Chinese): look at what was made of it");
    }
    if (read->is_markup) move_lines(blocks, read->text);
    newsletter::sort_blocks(std::move(blocks), letter);
    if (!read->is_markup) name_unused_lines(text, letter);
    newsletter::suggest_topics(letter);
    newsletter::match_parts(letter);
    warn_of_guesses(letter);
    move_to_file(import, read->lines);
    sort_findings(import, source.name);
    return import;
}

}  // namespace content
