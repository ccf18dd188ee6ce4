#pragma once

#include <string>
#include <string_view>

#include "content/base/result.h"

namespace content {

struct DecodedText {
    std::string text;      ///< UTF-8 without byte order mark and without U+0000
    std::string encoding;  ///< "UTF-8", "UTF-16LE", "windows-1256", "KOI8-R", "GB18030", ...
    bool guessed = false;  ///< from its letters only: nothing in it or around it says so
};

/// Text of any encoding as UTF-8. The encoding is told by, in this order: a byte order mark; validity as UTF-8; `hint`
/// (what the XML declaration or the HTTP header says); the places of zero bytes (UTF-16 and UTF-32); its letters.
/// Nothing is replaced: Code::bad_input names the line of a sequence that the encoding does not have; zeros are one.
[[nodiscard]] Result<DecodedText> decode_text(std::string_view bytes, std::string_view hint = {});

/// The `encoding` of an XML declaration at the beginning of `bytes`, in ASCII, UTF-16 or UTF-32; empty without one.
[[nodiscard]] std::string xml_encoding(std::string_view bytes);

}  // namespace content
