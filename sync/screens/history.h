#pragma once

#include <cstdint>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/report/screen_report.h"
#include "sync/screens/screen.h"
#include "sync/store/store.h"

/// What a screen did minute by minute: one letter each, so that a month of a thousand screens has 43 MB.
namespace screens {

namespace minute {
inline constexpr char unknown = '-';     ///< no report
inline constexpr char showing = 's';     ///< something, and it was connected
inline constexpr char saved_copy = 'c';  ///< something, but it did not reach its mirrors or the hub
inline constexpr char closed = 'o';      ///< nothing: it was outside its opening hours
inline constexpr char no_picture = 'd';
}  // namespace minute

inline constexpr int minutes_of_day = 24 * 60;

/// Writes the letter of the minute of a report. Only inside of a transaction.
void note_minute(store::Store& store, std::int64_t screen, const report::ScreenReport& report, const Arrival& arrival);
/// 1,440 letters of a day (UTC), of a day without any report all unknown.
[[nodiscard]] content::Result<std::string> minutes_of(store::Store& store, std::int64_t screen,
                                                      const content::Date& day);

/// The letters of the 24 hours before `now`, the oldest first, without the minute that is not over.
[[nodiscard]] content::Result<std::string> last_day_of(store::Store& store, std::int64_t screen, content::Instant now);

}  // namespace screens
