#pragma once

#include <string>
#include <string_view>

#include "content/base/language.h"
#include "content/items/items.h"
#include "kiosk/frame/scene.h"
#include "kiosk/loop/programme.h"
#include "kiosk/text/strings.h"

/// The rows of a programme in words of one language. Knows no pixels.
namespace kiosk {

/// The dates of a programme: "Monday 18 March 2024", "18–24 March 2024", "from Monday 18 March 2024".
[[nodiscard]] std::string programme_dates(const Programme& programme, const Strings& strings,
                                          content::Language language);

/// What stands on the now line, or over a part: "Now 10:42", "Also today".
[[nodiscard]] std::string mark_words(ProgrammeMark mark, content::Instant now, const content::Edition& edition,
                                     const Strings& strings, content::Language language);
/// The key of the words that stand for a programme without rows. Only one of today says "today".
[[nodiscard]] std::string_view nothing_key(ProgrammeRange range);

/// A row in words of one language.
struct RowWords {
    std::string time;            ///< "10:00", or a date
    std::string time_detail;     ///< "– 13:00", "yesterday – 01:30", or a weekday
    bool time_is_words = false;  ///< months: set smaller, in two lines
    std::string status;
    std::string title;
    std::string meta;  ///< "Side event · English, French"
    std::string room;  ///< never empty: "—" when cancelled or not known
    std::string floor;
    std::string old_room;
};
[[nodiscard]] RowWords describe_row(const ProgrammeRow& row, ProgrammeRange range, content::Instant now,
                                    const content::Edition& edition, const Strings& strings,
                                    content::Language language);

}  // namespace kiosk
