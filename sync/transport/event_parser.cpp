#include "sync/transport/event_parser.h"

#include <algorithm>
#include <charconv>

#include "content/base/limits.h"

namespace syncing {

std::size_t EventParser::add(std::string_view bytes) {
    std::size_t events = 0;
    for (const char c : bytes) {
        if (is_broken_) break;
        const bool is_rest_of_end = after_carriage_return_ && c == '\n';  // "\r\n" is one end
        after_carriage_return_ = c == '\r';
        if (is_rest_of_end) continue;
        if (c == '\r' || c == '\n') {
            events += end_line() ? 1 : 0;
        } else if (line_.size() < content::limits::event_line) {
            line_ += c;
        } else {
            is_broken_ = true;
        }
    }
    return events;
}

/// Whether an event ended with this line.
bool EventParser::end_line() {
    std::string_view line = line_;
    if (is_first_line_ && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    is_first_line_ = false;
    if (line.empty()) {
        const bool is_event = has_data_ && event_ != "ping";
        has_data_ = false;
        event_.clear();
        line_.clear();
        return is_event;
    }
    const auto colon = line.find(':');
    if (colon != 0) {  // else a comment
        auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        read_field(line.substr(0, colon), value);
    }
    line_.clear();
    return false;
}

void EventParser::read_field(std::string_view name, std::string_view value) {
    if (name == "data") has_data_ = true;
    if (name == "event") event_ = value;
    if (name != "retry") return;
    constexpr std::int64_t longest = 60'000;  // a server cannot ask for silence
    std::int64_t wanted = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), wanted);
    if (read.ec == std::errc() && read.ptr == value.data() + value.size() && wanted >= 0) {
        retry_ = milliseconds(std::min(wanted, longest));
    }
}

}  // namespace syncing
