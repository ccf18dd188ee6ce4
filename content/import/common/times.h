#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/time.h"

/// Times of day as people write them behind a date, in prose of English, French, Spanish, German, Russian, Arabic and
/// Chinese.
namespace content {

/// A time of day: "midnight CET", "10:00–11:30", "1:10-2:00 pm", "5 p.m. Vienna time", "18h30 (HEC)", "15:00 (GMT+3)",
/// "10:00:00Z", "в 14 часов", "下午2时30分", "10:00 صباحًا". Seconds are read and dropped.
struct FoundTime {
    std::size_t end = 0;  ///< bytes of the text
    int hour = 0;         ///< 24 for midnight, which after a date means the end of that day
    int minute = 0;
    std::optional<int> end_hour;
    int end_minute = 0;
    bool is_midnight = false;
    std::string zone;                            ///< IANA; empty where none is written
    std::string zone_words;                      ///< as written: "CET"
    std::optional<std::chrono::minutes> offset;  ///< from UTC, where one is written instead of a zone
    std::string more;  ///< a further time, as written, that is not kept: of "10:00-11:00 and 14:00-15:00" the second
};

/// The time that stands in `text` directly behind byte `at`; commas and words like "at" may stand between.
[[nodiscard]] std::optional<FoundTime> find_time(std::string_view text, std::size_t at);

/// The IANA zone of an abbreviation that only one part of the world uses: "EST", "EAT", "HEC". "CET" is
/// "Europe/Vienna", summer time included, as its writers mean it.
[[nodiscard]] std::optional<std::string> zone_of_abbreviation(std::string_view abbreviation);

/// The moment of `time` on `date` in `zone`, or in the zone or at the offset that is written with the time. Midnight
/// and 24:00 are the end of the day.
[[nodiscard]] Instant moment_of(const Date& date, const FoundTime& time, const std::string& zone);

}  // namespace content
