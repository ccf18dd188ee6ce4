#include "content/import/newsletter/month.h"

#include <fmt/format.h>

#include "content/import/common/dates.h"
#include "content/import/common/prose.h"
#include "content/import/newsletter/classify.h"

namespace content::newsletter {

void find_month(const std::vector<Block>& blocks, NewsletterImport& letter) {
    constexpr std::size_t head = 12;  // blocks
    letter.near = letter.context.month;
    if (letter.near) return;
    const auto take = [&](const Block& block, const std::string& text, const std::string& how) {
        const auto dates = find_dates(text, std::nullopt);
        if (dates.empty()) return false;
        letter.near = dates.front().first;
        letter.warn(block.first(), fmt::format("guessed {}that the edition is of {}: dates without a year are those "
                                               "nearest to it",
                                               how, to_iso(dates.front().first_month())));
        return true;
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string text = without_marks(blocks[i].text());
        const bool is_header =
            i < head && (is_date_line(text, std::nullopt) || text.starts_with("Title:") || is_masthead(text));
        if ((is_header || is_calendar_title(text)) && take(blocks[i], text, "")) return;
    }
    if (letter.sent) {
        letter.near = letter.sent;
        letter.warn(0, "guessed from when the mail was sent, " + to_iso(*letter.sent) +
                           ", the year of dates without one: those nearest to it");
        return;
    }
    for (const Block& block : blocks) {
        if (take(block, block.text(), "from the first date ")) return;
    }
}

}  // namespace content::newsletter
