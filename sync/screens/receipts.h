#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/report/screen_report.h"
#include "sync/store/store.h"

/// What reports prove: which release came when, when each item was first seen, how long it was shown.
namespace screens {

/// Writes what a report says of releases and items. Only inside of a transaction.
void note_receipts(store::Store& store, std::int64_t screen, const report::ScreenReport& report, content::Instant now);
/// When listeners were told of a release; the first time counts.
[[nodiscard]] content::Status note_told(store::Store& store, std::int64_t release, content::Instant now);

struct Receipt {
    std::int64_t screen = 0;
    std::string name;
    std::string place;
    std::optional<content::Instant> at{};  ///< of the first report with the release; none: not confirmed
    std::optional<std::int64_t> verified_ms{};
    std::optional<std::int64_t> active_ms{};
    std::optional<std::int64_t> glass_ms{};  ///< from the event to the first picture
};
struct ReleaseReceipts {
    std::int64_t release = 0;
    std::optional<content::Instant> told{};
    std::vector<Receipt> screens{};  ///< of those named, with those that have not confirmed it at the end
};
[[nodiscard]] content::Result<ReleaseReceipts> receipts_of(store::Store& store, std::int64_t release);

/// When a screen showed an item for the first time in each release.
struct FirstShowing {
    std::int64_t screen = 0;
    std::int64_t release = 0;
    content::Instant at{};
};
/// The newest first.
[[nodiscard]] content::Result<std::vector<FirstShowing>> first_showings(store::Store& store, const std::string& kind,
                                                                        const std::string& item, std::size_t count);

/// Which rows; both days are included.
struct PlayedRange {
    content::Date from{};
    content::Date to{};
};
/// "screen,name,place,kind,item,day,seconds,first,last" and a line for each, in pieces; see csv_cell(). Code::too_large
/// when there are more than `max_rows`, which 0 does not limit.
[[nodiscard]] content::Status write_played(store::Store& store, const PlayedRange& range, std::size_t max_rows,
                                           const std::function<void(std::string_view)>& take);
/// "screen,name,place,hour,touches" and a line for each hour (its beginning, UTC) with touches enough; the rest as
/// above.
[[nodiscard]] content::Status write_touches(store::Store& store, const PlayedRange& range, std::size_t max_rows,
                                            const std::function<void(std::string_view)>& take);
/// As RFC 4180 has it, in quotes where it needs them. What a spreadsheet would compute begins with an apostrophe.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace screens
