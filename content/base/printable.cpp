#include "content/base/printable.h"

#include <cstdint>
#include <exception>
#include <ios>
#include <iostream>
#include <streambuf>
#include <utility>

namespace content {
namespace {

/// Of one character in UTF-8 that next_character() has cut out; nothing when it is none.
bool is_whole(std::string_view character) {
    return is_utf8(character) && count_characters(character) == 1;
}

std::uint32_t code_point(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    std::uint32_t code = character.size() == 1 ? first : first & (0x7FU >> character.size());
    for (const char byte : character.substr(1))
        code = code << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return code;
}

/// "\\xFF" or "\\u202E": so many digits.
std::string spelled_out(char kind, std::uint32_t code, unsigned digits) {
    std::string out = {'\\', kind};
    while (digits-- > 0)
        out += "0123456789ABCDEF"[code >> (4 * digits) & 0xFU];
    return out;
}

/// Bidirectional controls (UAX #9), and the separators of lines and paragraphs.
bool is_obeyed(std::uint32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
}

}  // namespace

std::string printable(std::string_view text, Lines lines) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_character(text, at);
        const std::string_view character = text.substr(at, next - at);
        at = next;
        if (!is_whole(character)) {
            for (const char byte : character)
                out += spelled_out('x', static_cast<unsigned char>(byte), 2);
            continue;
        }
        const std::uint32_t code = code_point(character);
        const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (code == '\n') {
            out += lines == Lines::many ? "\n" : "\\n";
        } else if (is_control || is_obeyed(code)) {
            out += spelled_out('u', code, 4);
        } else {
            out += character;
        }
    }
    return out;
}

/// Keeps what it is given until it is a line, or until somebody asks for it to be out.
class PrintableStream::Buffer : public std::streambuf {
public:
    explicit Buffer(std::streambuf* out) : out_(out) {}

protected:
    int_type overflow(int_type byte) override {
        if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
        const char character = traits_type::to_char_type(byte);
        return xsputn(&character, 1) == 1 ? byte : traits_type::eof();
    }
    std::streamsize xsputn(const char* bytes, std::streamsize count) override {
        const std::string_view more(bytes, static_cast<std::size_t>(count));
        const auto end = more.rfind('\n') + 1;  // 0: none
        waiting_ += more.substr(0, end);
        const bool is_written = end == 0 || write(std::exchange(waiting_, {}));
        waiting_ += more.substr(end);
        return is_written ? count : 0;
    }
    int sync() override {
        const bool is_written = write(std::exchange(waiting_, {}));
        return is_written && out_->pubsync() == 0 ? 0 : -1;
    }

private:
    bool write(std::string_view text) {
        const std::string shown = printable(text, Lines::many);
        const auto size = static_cast<std::streamsize>(shown.size());
        return out_->sputn(shown.data(), size) == size;
    }

    std::streambuf* out_;
    std::string waiting_{};
};

PrintableStream::PrintableStream(std::ostream& stream)
    : stream_(stream), former_(stream.rdbuf()), buffer_(std::make_unique<Buffer>(former_)) {
    stream_.rdbuf(buffer_.get());
}

PrintableStream::~PrintableStream() {
    stream_.flush();
    stream_.rdbuf(former_);
}

int run_printably(std::string_view program, const std::function<int()>& run) {
    const PrintableStream output(std::cout);
    const PrintableStream errors(std::cerr);
    try {
        return run();
    } catch (const std::exception& error) {
        std::cerr << program << ": internal error: " << printable(error.what()) << '\n';
        return 1;
    }
}

}  // namespace content
