// Text of any encoding becomes UTF-8 without zeros, or an error.
#include "content/import/text/encoding.h"

#include <array>

#include "content/base/text.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr std::array<std::string_view, 8> hints = {"",        "utf-8",  "windows-1256", "koi8-r",
                                                              "gb18030", "utf-16", "iso-2022-jp",  "none such"};
    fuzz::Input input(data, size);
    const std::string_view hint = hints[input.choose(hints.size())];
    const auto decoded = content::decode_text(input.rest(), hint);
    if (decoded) {
        fuzz::require(content::is_utf8(decoded->text), "not UTF-8", decoded->encoding);
        fuzz::require(decoded->text.find('\0') == std::string::npos, "a zero", decoded->encoding);
    } else {
        fuzz::require(!decoded.error().message.empty(), "an error without words");
    }
    static_cast<void>(content::xml_encoding(input.rest()));
    return 0;
}
