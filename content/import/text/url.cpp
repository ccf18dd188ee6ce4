#include "content/import/text/url.h"

#include <libxml/uri.h>

#include <memory>

#include "content/base/limits.h"
#include "content/base/text.h"

namespace content {
namespace {

struct FreeText {
    void operator()(xmlChar* text) const { xmlFree(text); }
};

/// Percent-encodes what RFC 3986 does not allow in an address; a '%' stays, it may already begin such a code.
std::string encode(std::string_view url) {
    constexpr std::string_view allowed = "-._~:/?#[]@!$&'()*+,;=%";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_word || allowed.find(c) != std::string_view::npos) {
            result += c;
        } else if (c != '\t' && c != '\n' && c != '\r') {  // line breaks inside an address mean nothing (WHATWG URL)
            result += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return result;
}

}  // namespace

std::string resolve_url(std::string_view base, std::string_view relative) {
    relative = trim(relative);
    if (is_web_address(relative)) return std::string(relative);
    if (relative.empty() || relative.size() > limits::url || base.size() > limits::url) return {};
    const std::string reference = encode(relative);
    std::string result = reference;
    if (!base.empty()) {
        const std::string start = encode(trim(base));
        // libxml2 counts the bytes of an address as xmlChar, its own name for unsigned char.
        const std::unique_ptr<xmlChar, FreeText> built(xmlBuildURI(reinterpret_cast<const xmlChar*>(reference.c_str()),
                                                                   reinterpret_cast<const xmlChar*>(start.c_str())));
        if (!built) return {};
        result = reinterpret_cast<const char*>(built.get());
    }
    return is_web_address(result) ? result : std::string();
}

}  // namespace content
