#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "content/base/text.h"

namespace content {

/// A line for a terminal or a journal, made of words that may hold bytes from anybody: names of files, answers of
/// servers, texts of packs. Characters that a terminal or journal would obey are spelled out: "\n", "\u001B" for
/// control characters (ASCII's, DEL and those of ISO 6429 from U+0080 to U+009F), "\u202E" for characters that turn the
/// direction of reading or end a line, "\xFF" for bytes that are no UTF-8. All else stays as it is, and what is JSON
/// stays the same JSON. `Lines::many` keeps line feeds, for texts of several lines.
[[nodiscard]] std::string printable(std::string_view text, Lines lines = Lines::one);

/// While this exists, all that goes to `stream` is made printable on its way, with its line feeds. Text of others that
/// must not look like a line of its own is made printable by itself before.
class PrintableStream {
public:
    explicit PrintableStream(std::ostream& stream);
    ~PrintableStream();
    PrintableStream(const PrintableStream&) = delete;
    PrintableStream& operator=(const PrintableStream&) = delete;

private:
    class Buffer;
    std::ostream& stream_;
    std::streambuf* former_;
    std::unique_ptr<Buffer> buffer_;
};

/// The whole of a program: its output and its errors are printable, so that no sentence of any library can be
/// forgotten, and an exception is said and is exit code 1.
[[nodiscard]] int run_printably(std::string_view program, const std::function<int()>& run);

}  // namespace content
