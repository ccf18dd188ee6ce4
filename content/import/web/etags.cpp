#include "content/import/web/etags.h"

#include <algorithm>

#include "content/base/limits.h"

namespace content {
namespace {

bool is_visible(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter != '\x7F'; });
}

}  // namespace

Etags read_etags(std::string_view text) {
    Etags etags;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto tab = line.find('\t');
        if (tab == 0 || tab == std::string_view::npos || tab > limits::etag) continue;
        const std::string_view address = line.substr(tab + 1);
        if (address.empty() || address.size() > limits::url || !is_visible(address)) continue;
        if (!is_visible(line.substr(0, tab))) continue;
        etags.insert_or_assign(std::string(address), std::string(line.substr(0, tab)));
    }
    return etags;
}

std::string write_etags(const Etags& etags) {
    std::string text;
    for (const auto& [address, etag] : etags) {
        if (etag.empty() || etag.size() > limits::etag || !is_visible(etag) || !is_visible(address)) continue;
        text.append(etag).append("\t").append(address).append("\n");
    }
    return text;
}

}  // namespace content
