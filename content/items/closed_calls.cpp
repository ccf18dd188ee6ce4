#include "content/items/closed_calls.h"

#include <algorithm>
#include <string>

#include "content/base/text.h"

namespace content {
namespace {

/// What is left of an address when its ways of writing are taken away.
std::string essence(std::string_view address) {
    address = address.substr(0, address.find('#'));
    const std::size_t scheme = address.find("://");
    if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
    const std::size_t host_end = std::min(address.find_first_of("/?"), address.size());
    std::string text = to_lower(address.substr(0, host_end));
    text += address.substr(host_end);
    if (text.starts_with("www.")) text.erase(0, 4);
    const std::size_t query = text.find('?');
    if (query == std::string::npos) {
        while (text.ends_with('/'))
            text.pop_back();
    } else if (query > 0 && text[query - 1] == '/') {
        text.erase(query - 1, 1);
    }
    return text;
}

}  // namespace

bool is_same_address(std::string_view a, std::string_view b) {
    return essence(a) == essence(b);
}

const Call* closed_call_at(std::string_view address, const Pack& pack, Instant now) {
    const std::string wanted = essence(address);
    if (wanted.empty() || wanted == essence(pack.edition.home_url)) return nullptr;
    const Call* closed = nullptr;
    for (const Call& call : pack.calls) {
        if (call.url.empty() || essence(call.url) != wanted) continue;
        if (call.deadline > now) return nullptr;
        closed = &call;
    }
    return closed;
}

const Call* closed_call_of(const Link& link, const Pack& pack, Instant now) {
    const Call* call = closed_call_at(link.url, pack, now);
    return call != nullptr ? call : closed_call_at(link.short_url, pack, now);
}

}  // namespace content
