#include "kiosk/widgets/addresses.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "content/base/internet_address.h"
#include "kiosk/frame/qr.h"

namespace kiosk {
namespace {

constexpr std::size_t whole_address = std::numeric_limits<std::size_t>::max();

const content::Link* shorter_link(const Composer& composer, const std::string& url) {
    const auto& links = composer.pack().links;
    const auto found = std::ranges::find_if(
        links, [&](const content::Link& link) { return link.url == url && !link.short_url.empty(); });
    return found == links.end() ? nullptr : &*found;
}

/// Where an address may go on in the next line, in bytes, the longest first line first.
std::vector<std::size_t> breaks_of(const std::string& address) {
    std::vector<std::size_t> breaks;
    for (std::size_t i = address.size(); i-- > 1;) {
        if (address[i - 1] == '/' || address[i - 1] == '-') breaks.push_back(i);
    }
    return breaks;
}

/// Sets `spec.text` to the address, broken so that it fits its width; false: it cannot be.
bool set_lines(const Composer& composer, TextSpec& spec, const std::string& address, float width, int lines) {
    const auto fits = [&](const std::string& text) {
        spec.text = isolate(text);
        return composer.measure(spec).width <= width;
    };
    if (fits(address)) return true;
    if (lines < 2) return false;
    for (const std::size_t end : breaks_of(address)) {
        const std::string first = address.substr(0, end);
        const std::string rest = address.substr(end);
        if (!fits(first)) continue;
        if (!fits(rest)) return false;  // a shorter first line leaves more for the second
        spec.text = isolate(first) + "\n" + isolate(rest);
        return true;
    }
    return false;
}

/// The host on as many lines as it needs, broken after its dots.
void set_host(const Composer& composer, TextSpec& spec, const std::string& host, float width) {
    std::string line;
    std::string text;
    for (std::size_t from = 0; from < host.size();) {
        const std::size_t dot = host.find('.', from);
        const std::size_t end = dot == std::string::npos ? host.size() : dot + 1;
        const std::string part = host.substr(from, end - from);
        spec.text = isolate(line + part);
        if (!line.empty() && composer.measure(spec).width > width) {
            text += isolate(line) + "\n";
            line.clear();
        }
        line += part;
        from = end;
    }
    spec.text = text + isolate(line);
}

}  // namespace

std::string code_address(const Composer& composer, const std::string& url) {
    const content::Link* link = shorter_link(composer, url);
    return link == nullptr ? url : link->short_url;
}

TextSpec printed_address(const Composer& composer, const std::string& url, float width,
                         std::initializer_list<float> tokens, int weight, int lines) {
    std::vector<float> sizes(tokens);
    const bool is_shorter = shorter_link(composer, url) != nullptr;
    if (is_shorter) sizes.insert(sizes.begin(), sizes.front() * 1.2F);
    const std::string address = short_address(code_address(composer, url), whole_address);
    TextSpec spec;
    for (int count = 1; count <= lines; ++count) {
        for (const float token : sizes) {
            spec = composer.spec("", token, is_shorter ? std::max(weight, 600) : weight);
            spec.is_fact = true;
            if (set_lines(composer, spec, address, width, count)) return spec;
        }
    }
    const std::string host = content::web_host(url);
    for (const float token : sizes) {
        spec = composer.spec("", token, weight);
        spec.is_fact = true;
        if (set_lines(composer, spec, host, width, 1)) return spec;
    }
    set_host(composer, spec, host, width);
    return spec;
}

float code_needs(const Composer& composer, const std::string& url) {
    const int modules = composer.code_modules(code_address(composer, url), QrUse::link);
    return modules > 0 ? static_cast<float>((modules + 2 * quiet_zone) * min_module_px) : 0;
}

}  // namespace kiosk
