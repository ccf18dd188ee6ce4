#include "kiosk/frame/qr.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <qrcodegen.hpp>

#include "content/base/ical_write.h"
#include "content/base/internet_address.h"
#include "content/base/limits.h"

namespace kiosk {
namespace {

constexpr std::size_t min_summary = 12;    ///< graphemes that stay while the location can give way
constexpr std::size_t max_graphemes = 80;  ///< more than calendar_bytes can hold
constexpr std::string_view ellipsis = "…";

/// A text that can be cut between graphemes only.
class Shortened {
public:
    Shortened(const std::string& text, const char* locale) {
        const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::BreakIterator> breaks(
            icu::BreakIterator::createCharacterInstance(icu::Locale(locale), status));
        if (U_FAILURE(status)) return;
        breaks->setText(wide);
        for (int32_t begin = breaks->first(), end = breaks->next(); end != icu::BreakIterator::DONE;
             begin = end, end = breaks->next()) {
            if (graphemes_.size() == max_graphemes) {
                cut_ = true;
                break;
            }
            wide.tempSubStringBetween(begin, end).toUTF8String(graphemes_.emplace_back());
        }
    }
    [[nodiscard]] std::size_t length() const { return graphemes_.size(); }
    void shorten() {
        graphemes_.pop_back();
        cut_ = true;
        while (!graphemes_.empty() && graphemes_.back() == " ")
            graphemes_.pop_back();
    }
    [[nodiscard]] std::string text() const {
        std::string all;
        for (const std::string& grapheme : graphemes_)
            all += grapheme;
        // In ASCII: one other character in an ASCII text makes decoders guess at an encoding.
        if (cut_ && !all.empty()) all += "...";
        return all;
    }

private:
    std::vector<std::string> graphemes_;
    bool cut_ = false;
};

/// One line of a calendar, ended as RFC 5545 wants it.
std::string content_line(const std::string& line) {
    return content::ical_line(line, "\r\n");
}

/// DTSTART and DTEND; empty for an event of which only the months are known.
std::string time_lines(const content::Span& when) {
    if (const auto* timed = std::get_if<content::TimedSpan>(&when)) {
        std::string lines = content_line("DTSTART:" + content::ical_digits(content::to_iso(timed->start)));
        if (timed->end > timed->start)
            lines += content_line("DTEND:" + content::ical_digits(content::to_iso(timed->end)));
        return lines;
    }
    if (const auto* days = std::get_if<content::DaySpan>(&when)) {
        // The end of a span of dates is the day after it (RFC 5545 3.6.1).
        return content_line("DTSTART;VALUE=DATE:" + content::ical_digits(content::to_iso(days->first))) +
               content_line("DTEND;VALUE=DATE:" +
                            content::ical_digits(content::to_iso(content::add_days(days->last, 1))));
    }
    return {};
}

std::string calendar_text(const std::string& times, const std::string& summary, const std::string& location) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" +
           content_line("SUMMARY:" + content::ical_text(summary)) + times +
           (location.empty() ? std::string() : content_line("LOCATION:" + content::ical_text(location))) +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

bool starts_with_any_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
               return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
           });
}

}  // namespace

std::optional<QrMatrix> encode_qr(const std::string& payload, QrUse use, QrMask mask) {
    // Phones guess at the encoding of bytes that are not ASCII; servers want them percent-encoded.
    const std::string carried = use == QrUse::link ? content::ascii_address(payload) : payload;
    if (carried.empty() || carried.size() > content::limits::url) return std::nullopt;
    using qrcodegen::QrCode;
    constexpr int best = -1;
    constexpr int first = 0;
    try {
        const QrCode code =
            QrCode::encodeSegments(qrcodegen::QrSegment::makeSegments(carried.c_str()),
                                   use == QrUse::link ? QrCode::Ecc::MEDIUM : QrCode::Ecc::LOW, QrCode::MIN_VERSION,
                                   QrCode::MAX_VERSION, mask == QrMask::best ? best : first);
        QrMatrix matrix{code.getSize(), {}, carried};
        matrix.dark.reserve(static_cast<std::size_t>(matrix.modules) * static_cast<std::size_t>(matrix.modules));
        for (int y = 0; y < matrix.modules; ++y) {
            for (int x = 0; x < matrix.modules; ++x)
                matrix.dark.push_back(code.getModule(x, y));
        }
        return matrix;
    } catch (const qrcodegen::data_too_long&) {
        return std::nullopt;
    }
}

std::optional<QrMatrix> QrCodes::of(const std::string& payload, QrUse use) {
    constexpr std::size_t max_codes = 64;  // a wall of links has eight
    Key key{payload, use};
    if (const auto* known = codes_.use(key)) return *known;
    const auto& code = codes_.add(std::move(key), encode_qr(payload, use, mask_), 1);
    codes_.trim(max_codes, max_codes);
    return code;
}

int QrCodes::modules(const std::string& payload, QrUse use) {
    constexpr std::size_t max_sizes = 4096;         // links of a pack, all of which are asked for on their wall
    constexpr std::size_t max_bytes = 1024 * 1024;  // of their addresses
    Key key{payload, use};
    if (const int* known = modules_.use(key)) return *known;
    const auto code = encode_qr(payload, use, QrMask::any);
    const std::size_t bytes = sizeof key + payload.size();
    const int made = modules_.add(std::move(key), code ? code->modules : 0, bytes);
    modules_.trim(max_sizes, max_bytes);
    return made;
}

std::optional<std::string> calendar_payload(const content::Event& event, content::Language language,
                                            const content::Edition& edition) {
    const std::string times = time_lines(event.when);
    if (times.empty() || event.status == content::EventStatus::cancelled) return std::nullopt;
    const content::EventText& text = content::text_in(event.texts, language, edition);
    if (text.title.empty()) return std::nullopt;

    const std::string locale(content::code(content::choose_language(event.texts, language, edition)));
    const std::string everything =
        text.room.empty() || text.place.empty() ? text.room + text.place : text.room + ", " + text.place;
    if (std::string payload = calendar_text(times, text.title, everything); payload.size() <= calendar_bytes) {
        return payload;
    }
    // The city is what a visitor knows already.
    Shortened summary(text.title, locale.c_str());
    Shortened location(text.room.empty() ? text.place : text.room, locale.c_str());
    std::string payload = calendar_text(times, summary.text(), location.text());
    while (payload.size() > calendar_bytes) {
        if (summary.length() > min_summary || (location.length() == 0 && summary.length() > 1)) {
            summary.shorten();
        } else if (location.length() > 0) {
            location.shorten();
        } else {
            return std::nullopt;
        }
        payload = calendar_text(times, summary.text(), location.text());
    }
    return payload;
}

namespace {

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string short_address(const std::string& url, std::size_t characters) {
    std::string_view rest = url;
    for (const std::string_view prefix : {"https://", "http://", "www."}) {
        if (starts_with_any_case(rest, prefix)) rest.remove_prefix(prefix.size());
    }
    if (rest.ends_with('/')) rest.remove_suffix(1);
    const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (is_first_byte(rest[i])) starts.push_back(i);
    }
    if (starts.size() <= characters) return std::string(rest);
    // Host and last part say most: "unodc.org/…/cst.html".
    const std::size_t host_end = rest.find('/');
    const std::size_t last_part = rest.rfind('/');
    if (host_end != std::string_view::npos && last_part > host_end) {
        std::string ends =
            std::string(rest.substr(0, host_end + 1)) + std::string(ellipsis) + std::string(rest.substr(last_part));
        if (count_code_points(ends) <= characters) return ends;
    }
    if (characters < 3) return std::string(rest.substr(0, starts[characters]));
    // The host says whose page it is, so it stays when it takes no more than two thirds.
    const std::size_t room = characters - 1;
    const auto host = static_cast<std::size_t>(
        std::count_if(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(std::min(rest.find('/'), rest.size())),
                      is_first_byte));
    const std::size_t head = std::clamp(host + 1, (room + 1) / 2, std::max((room + 1) / 2, room * 2 / 3));
    const std::size_t tail = room - head;
    std::string shortened(rest.substr(0, starts[head]));
    shortened += ellipsis;
    if (tail > 0) shortened += rest.substr(starts[starts.size() - tail]);
    return shortened;
}

}  // namespace kiosk
