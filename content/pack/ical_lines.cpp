#include "content/pack/ical_lines.h"

#include <algorithm>
#include <utility>

#include "content/base/text.h"

namespace content {
namespace {

char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string upper(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), to_upper);
    return result;
}

std::vector<IcalLine> unfold(std::string_view bytes) {
    std::vector<IcalLine> lines;
    int number = 0;
    while (!bytes.empty()) {
        const std::string_view line = take_line(bytes);
        ++number;
        const bool is_continuation = !line.empty() && (line.front() == ' ' || line.front() == '\t');
        if (is_continuation && !lines.empty()) {
            lines.back().text += line.substr(1);
        } else if (!line.empty()) {
            lines.push_back({number, std::string(line), {}});
        }
    }
    for (IcalLine& line : lines)
        line.name = upper(trim(line.text.substr(0, line.text.find_first_of(":;"))));
    return lines;
}

std::string value_of(const IcalLine& line) {
    const auto colon = line.text.find(':');
    return colon == std::string::npos ? std::string() : upper(trim(std::string_view(line.text).substr(colon + 1)));
}

}  // namespace

std::string IcalBlock::text() const {
    std::string result;
    for (const IcalLine& line : lines)
        result.append(line.text).append("\r\n");
    return result;
}

std::size_t IcalBlock::size() const {
    std::size_t size = 0;
    for (const IcalLine& line : lines)
        size += line.text.size() + 2;
    return size;
}

IcalBlocks split_ical(std::string_view bytes, const std::string& file) {
    IcalBlocks result;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const auto fail = [&](int line, std::string message) {
        result.findings.push_back({Severity::error, file, line, std::move(message)});
    };
    std::vector<std::string> open;  // components that have begun and not ended
    IcalBlock block;
    bool has_calendar = false;
    for (IcalLine& line : unfold(bytes)) {
        if (!is_utf8(line.text)) {
            fail(line.line, "not UTF-8");
            line.text = line.name + ":";
        }
        const bool begins = line.name == "BEGIN";
        const bool ends = line.name == "END";
        const std::string component = begins || ends ? value_of(line) : std::string();
        if (begins) {
            if (open.size() > 8) {
                fail(line.line, "components inside components; expected END:" + open.back());
                return result;
            }
            open.push_back(component);
            has_calendar = has_calendar || component == "VCALENDAR";
            if (open.size() == 2) block = {};
        }
        if (open.size() >= 2) block.lines.push_back(line);
        const bool names_zone = open.size() == 1 && line.name == "X-WR-TIMEZONE";
        if (names_zone) result.default_zone = line.text.substr(std::min(line.text.find(':'), line.text.size() - 1) + 1);
        if (open.empty() && !ends) {
            fail(line.line, "expected BEGIN:VCALENDAR");
            return result;
        }
        if (!ends) continue;
        if (open.empty() || open.back() != component) {
            fail(line.line, "END:" + component + " without its BEGIN");
            return result;
        }
        if (open.size() == 2 && component == "VEVENT") result.events.push_back(std::exchange(block, {}));
        if (open.size() == 2 && component == "VTIMEZONE") result.zones.push_back(std::exchange(block, {}));
        open.pop_back();
    }
    if (!open.empty()) fail(0, "ends before END:" + open.back() + "; the file may be cut off");
    if (!has_calendar) fail(0, "not a calendar: no BEGIN:VCALENDAR");
    return result;
}

}  // namespace content
