#include "content/import/newsletter/sorter.h"

namespace content::newsletter {

bool is_date_line(const std::string& plain, const std::optional<Date>& near) {
    const auto dates = find_dates(plain, near);
    return dates.size() == 1 && dates.front().begin == 0 && dates.front().end >= plain.size();
}

void find_month(const std::vector<Block>& blocks, NewsletterImport& notebook) {
    constexpr std::size_t head = 12;  // blocks
    notebook.near = notebook.context.month;
    if (notebook.near) return;
    const auto take = [&](const Block& block, const std::string& text, const std::string& how) {
        const auto dates = find_dates(text, std::nullopt);
        if (dates.empty()) return false;
        notebook.near = dates.front().first;
        notebook.warn(block.first(), "guessed " + how + "that the edition is of " +
                                         to_iso(dates.front().first_month()) +
                                         ": dates without a year are those nearest to it");
        return true;
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string text = without_marks(blocks[i].text());
        const bool is_header =
            i < head && (is_date_line(text, std::nullopt) || text.starts_with("Title:") || is_masthead(text));
        if ((is_header || is_calendar_title(text)) && take(blocks[i], text, "")) return;
    }
    if (notebook.sent) {
        notebook.near = notebook.sent;
        notebook.warn(0, "guessed from when the mail was sent, " + to_iso(*notebook.sent) +
                             ", the year of dates without one: those nearest to it");
        return;
    }
    for (const Block& block : blocks) {
        if (take(block, block.text(), "from the first date ")) return;
    }
}

}  // namespace content::newsletter
