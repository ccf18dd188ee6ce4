#include "content/base/ical_write.h"

#include "content/base/text.h"

namespace content {

std::string ical_text(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        const bool is_control = (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F';
        if (c == '\\' || c == ';' || c == ',') {
            escaped += {'\\', c};
        } else if (c == '\n') {
            escaped += "\\n";
        } else if (!is_control) {
            escaped += c;
        }
    }
    return escaped;
}

std::string ical_line(std::string_view line, std::string_view line_end) {
    constexpr std::size_t max_octets = 75;
    std::string folded;
    std::size_t octets = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t next = next_character(line, at);
        if (octets + next - at > max_octets) {
            folded.append(line_end) += ' ';
            octets = 1;
        }
        folded += line.substr(at, next - at);
        octets += next - at;
        at = next;
    }
    return folded.append(line_end);
}

std::string ical_digits(std::string iso) {
    std::erase_if(iso, [](char c) { return c == '-' || c == ':'; });
    return iso;
}

}  // namespace content
