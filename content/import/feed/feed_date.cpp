#include "content/import/feed/feed_date.h"

#include <gmime/gmime.h>

#include <memory>

#include "content/base/text.h"

namespace content {
namespace {

struct FreeDate {
    void operator()(GDateTime* date) const { g_date_time_unref(date); }
};

/// What GMime makes of "[Sun,] 10 Dec 2023 [00:00[:00] [+0100]]"; without a zone in UTC, as RFC 5322 4.3 has it.
std::optional<Date> read_mail_date(const std::string& text, const std::string& zone) {
    // "12/10/2023" would be taken for a date of December.
    if (text.find('/') != std::string::npos) return std::nullopt;
    const std::unique_ptr<GDateTime, FreeDate> date(g_mime_utils_header_decode_date(text.c_str()));
    if (!date) return std::nullopt;
    const Instant instant{std::chrono::seconds(g_date_time_to_unix(date.get()))};
    const bool has_time = text.find(':') != std::string::npos;
    return to_local(instant, has_time ? zone : "UTC").date;
}

}  // namespace

std::optional<Date> read_feed_date(const std::string& text, const std::string& zone) {
    constexpr std::size_t longest = 100;  // bytes of a date
    std::string iso(trim(text).substr(0, longest));
    if (iso.find_first_of(", ") != std::string::npos && iso.find('T') != 10) return read_mail_date(iso, zone);
    if (const auto date = parse_date(iso)) return *date;
    const auto fraction = iso.find('.');
    if (fraction != std::string::npos) {
        iso.erase(fraction, iso.find_first_not_of("0123456789", fraction + 1) - fraction);
    }
    const auto instant = parse_instant(iso, zone);
    return instant ? std::optional(to_local(*instant, zone).date) : std::nullopt;
}

}  // namespace content
