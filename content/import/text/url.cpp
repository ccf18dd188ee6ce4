#include "content/import/text/url.h"

#include <libxml/uri.h>

#include <memory>

#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/text/web_links.h"

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
    std::string result(relative);
    if (!is_web_address(relative)) {
        if (relative.empty() || relative.size() > limits::url || base.size() > limits::url) return {};
        result = encode(relative);
        if (!base.empty()) {
            const std::string start = encode(trim(base));
            // libxml2 counts the bytes of an address as xmlChar, its own name for unsigned char.
            const std::unique_ptr<xmlChar, FreeText> built(xmlBuildURI(
                reinterpret_cast<const xmlChar*>(result.c_str()), reinterpret_cast<const xmlChar*>(start.c_str())));
            if (!built) return {};
            result = reinterpret_cast<const char*>(built.get());
        }
        if (!is_web_address(result)) return {};
    }
    const auto scheme = result.find(':');
    return public_address(to_lower(result.substr(0, scheme)) + result.substr(scheme));
}

}  // namespace content
