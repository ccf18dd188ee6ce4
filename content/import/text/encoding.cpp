#include "content/import/text/encoding.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "content/base/limits.h"
#include "content/base/text.h"

namespace content {
namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

struct Mark {
    std::string_view bytes;
    const char* encoding;
};

/// That of UTF-32LE begins with that of UTF-16LE, hence the order.
constexpr std::array<Mark, 6> marks = {{{"\xEF\xBB\xBF", "UTF-8"},
                                        {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
                                        {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
                                        {"\xFF\xFE", "UTF-16LE"},
                                        {"\xFE\xFF", "UTF-16BE"},
                                        {"\x84\x31\x95\x33", "GB18030"}}};

/// What the name on the left means on the web (WHATWG Encoding): the larger set, which programs write under its name.
constexpr std::array<std::pair<std::string_view, const char*>, 14> larger_sets = {{{"iso-8859-1", "windows-1252"},
                                                                                   {"latin1", "windows-1252"},
                                                                                   {"us-ascii", "windows-1252"},
                                                                                   {"ascii", "windows-1252"},
                                                                                   {"iso-8859-9", "windows-1254"},
                                                                                   {"iso-8859-11", "windows-874"},
                                                                                   {"tis-620", "windows-874"},
                                                                                   {"gb2312", "GB18030"},
                                                                                   {"gbk", "GB18030"},
                                                                                   {"gb18030", "GB18030"},
                                                                                   {"x-gbk", "GB18030"},
                                                                                   {"koi8-r", "KOI8-R"},
                                                                                   {"utf8", "UTF-8"},
                                                                                   {"utf-8", "UTF-8"}}};

Error fail(std::string message) {
    return Error{Code::bad_input, std::move(message)};
}

bool has_zero(std::string_view text) {
    return text.find('\0') != std::string_view::npos;
}

/// Every byte sequence must be one of `encoding`.
Result<std::string> convert(std::string_view bytes, const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(encoding.c_str(), &status));
    if (U_FAILURE(status) != 0) return Error{Code::unsupported, "unknown encoding \"" + encoding.substr(0, 40) + "\""};
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    // UTF-8 and the two-byte sets give at most one unit per byte; the bound is only there to be never too small.
    std::vector<UChar> units(bytes.size() * 2 + 16);
    UChar* target = units.data();
    const char* source = bytes.data();
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, bytes.data() + bytes.size(), nullptr,
                   1, &status);
    const icu::UnicodeString text(units.data(), static_cast<int32_t>(target - units.data()));
    std::string result;
    text.toUTF8String(result);
    if (U_FAILURE(status) != 0) {
        const auto line = 1 + std::count(result.begin(), result.end(), '\n');
        return fail(fmt::format("line {} has bytes that are not {}", line, encoding));
    }
    return result;
}

/// Controls that no text has: a sign of the wrong encoding. Of the C1 set none is in use.
bool has_stray_control(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F) return true;
        if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
    }
    return false;
}

/// The encoding that ICU knows under `name`, or nothing. Those that hide ASCII in other bytes are not taken.
std::optional<std::string> known_encoding(std::string_view name) {
    const std::string wanted = to_lower(trim(name));
    if (wanted.empty() || wanted.size() > 40) return std::nullopt;
    for (const auto& [alias, encoding] : larger_sets) {
        if (alias == wanted) return encoding;
    }
    if (wanted.starts_with("utf-7") || wanted.starts_with("scsu") || wanted.starts_with("bocu") ||
        wanted.starts_with("ibm") || wanted.starts_with("ebcdic")) {
        return std::nullopt;
    }
    UErrorCode status = U_ZERO_ERROR;
    const char* standard = ucnv_getStandardName(wanted.c_str(), "MIME", &status);
    if (U_SUCCESS(status) != 0 && standard != nullptr) return std::string(standard);
    status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(wanted.c_str(), &status));
    return U_SUCCESS(status) != 0 ? std::optional(wanted) : std::nullopt;
}

/// How much a text looks like one: its spaces and line ends; nothing where it has a character that no text has.
std::optional<std::ptrdiff_t> plausibility(const std::string& text) {
    if (has_zero(text) || has_stray_control(text)) return std::nullopt;
    const auto whole = icu::UnicodeString::fromUTF8(text);
    for (int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
        if (u_isdefined(whole.char32At(i)) == 0) return std::nullopt;
    }
    return std::count_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
}

/// UTF-16 or UTF-32 without a byte order mark: of the ways to read it the one that gives the likeliest text.
Result<DecodedText> decode_wide(std::string_view bytes) {
    DecodedText best;
    std::optional<std::ptrdiff_t> best_score;
    for (const char* encoding : {"UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"}) {
        auto text = convert(bytes, encoding);
        const auto score = text ? plausibility(*text) : std::nullopt;
        if (!score || (best_score && *score <= *best_score)) continue;
        best_score = score;
        best = DecodedText{std::move(*text), encoding, true};
    }
    if (!best_score) return fail("has zero bytes: not a text");
    return best;
}

/// The lines that are not all ASCII, as many as a detector needs.
std::string telling_part(std::string_view bytes) {
    std::string result;
    while (!bytes.empty() && result.size() < limits::import_detection) {
        const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end);
        if (std::any_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
            result += line.substr(0, limits::import_detection);
        }
    }
    return result;
}

/// The text in the first of the encodings that its letters suggest that fits all of it.
std::optional<DecodedText> detect(std::string_view bytes) {
    const std::string part = telling_part(bytes);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
    if (U_FAILURE(status) != 0) return std::nullopt;
    ucsdet_setText(detector.get(), part.data(), static_cast<int32_t>(part.size()), &status);
    int32_t count = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
    std::vector<std::string> names;
    for (int32_t i = 0; U_SUCCESS(status) != 0 && i < count; ++i) {
        const char* found = ucsdet_getName(matches[i], &status);
        if (const auto encoding = known_encoding(found == nullptr ? "" : found)) names.push_back(*encoding);
    }
    names.emplace_back("windows-1252");
    for (const std::string& encoding : names) {
        if (encoding.starts_with("UTF-8")) continue;  // already known not to be
        auto text = convert(bytes, encoding);
        if (text && !has_stray_control(*text)) return DecodedText{std::move(*text), encoding, true};
    }
    return std::nullopt;
}

/// True where the few bytes that are no UTF-8 stand among many that are: then the text is damaged, not of another
/// encoding, and reading it as another one would make every letter wrong.
bool is_damaged_utf8(std::string_view bytes) {
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        const std::size_t length = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        const bool is_good = length > 1 && i + length <= bytes.size() && is_utf8(bytes.substr(i, length));
        if (length > 1) ++(is_good ? good : bad);
        i += is_good ? length : 1;
    }
    return bad > 0 && good > bad * 8;
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, std::string_view hint) {
    if (bytes.size() > limits::import_source) {
        return Error{Code::too_large, fmt::format("more than {} bytes", limits::import_source)};
    }
    const auto finish = [](Result<std::string> text, std::string encoding, bool guessed) -> Result<DecodedText> {
        if (!text) return text.error();
        if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
        if (has_zero(*text)) return fail("has zero bytes: not a text");
        return DecodedText{std::move(*text), std::move(encoding), guessed};
    };
    for (const Mark& mark : marks) {
        if (!bytes.starts_with(mark.bytes)) continue;
        const std::string_view rest = bytes.substr(mark.bytes.size());
        const auto units = std::string_view(mark.encoding).starts_with("UTF-32") ? 4U : 1U;
        // "FF FE 00 00" with an odd rest is UTF-16 that begins with a zero, hence no text either way.
        if (rest.size() % units != 0) return fail(std::string("ends inside a character of ") + mark.encoding);
        return finish(convert(rest, mark.encoding), mark.encoding, false);
    }
    const bool has_zeros = has_zero(bytes);
    if (!has_zeros && is_utf8(bytes)) return finish(std::string(bytes), "UTF-8", false);
    if (has_zeros) {
        auto wide = decode_wide(bytes);
        if (wide) wide->guessed = !to_lower(hint).starts_with("utf-");
        return wide;
    }
    if (is_damaged_utf8(bytes)) return finish(convert(bytes, "UTF-8"), "UTF-8", false);
    const auto hinted = known_encoding(hint);
    if (hinted && *hinted != "UTF-8") {
        auto text = convert(bytes, *hinted);
        if (text && !has_stray_control(*text)) return finish(std::move(text), *hinted, false);
    }
    auto detected = detect(bytes);
    if (!detected) return fail("not a text in any known encoding");
    return finish(std::move(detected->text), std::move(detected->encoding), true);
}

std::string xml_encoding(std::string_view bytes) {
    std::string start;
    for (const char c : bytes.substr(0, 512)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte != 0 && byte < 0x80) start += c;
    }
    const auto declaration = start.find("<?xml");
    const auto end = start.find("?>");
    if (declaration > 2 || end == std::string::npos) return {};
    const auto at = start.substr(0, end).find("encoding");
    const auto open = at == std::string::npos ? at : start.find_first_of("\"'", at);
    if (open == std::string::npos || open > end) return {};
    const auto close = start.find(start[open], open + 1);
    return close == std::string::npos ? std::string() : start.substr(open + 1, close - open - 1);
}

}  // namespace content
