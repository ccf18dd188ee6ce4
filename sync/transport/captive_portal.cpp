#include "sync/transport/captive_portal.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "content/base/text.h"

namespace syncing {
namespace {

constexpr std::size_t title_size = 80;                 // a line in the status
constexpr long network_authentication_required = 511;  // RFC 6585, section 6

struct FreeAddress {
    void operator()(CURLU* address) const { curl_url_cleanup(address); }
};

bool begins_as_web_page(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const auto start = body.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return false;
    const std::string head = content::to_lower(body.substr(start, 16));
    static constexpr std::array beginnings = {"<!doctype", "<html", "<head", "<body",
                                              "<script",   "<meta", "<?xml", "<!--"};
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return head.starts_with(beginning); });
}

/// What is between <title> and </title>, in printable ASCII; it goes to logs.
std::string title_of(std::string_view body) {
    const std::string small = content::to_lower(body);
    const auto begin = small.find("<title>");
    if (begin == std::string::npos) return {};
    const auto end = small.find('<', begin + 7);
    std::string title;
    for (const char c : body.substr(begin + 7, std::min(end, small.size()) - begin - 7)) {
        if (title.size() == title_size) break;
        if (c >= ' ' && c <= '~' && c != '"') title += c;
    }
    return title;
}

}  // namespace

std::string origin_of(const std::string& url) {
    const std::unique_ptr<CURLU, FreeAddress> address(curl_url());
    if (curl_url_set(address.get(), CURLUPART_URL, url.c_str(), CURLU_PATH_AS_IS) != CURLUE_OK) return {};
    const auto part = [&](CURLUPart which) {
        char* text = nullptr;
        if (curl_url_get(address.get(), which, &text, 0) != CURLUE_OK) return std::string();
        std::string copy(text);
        curl_free(text);
        return copy;
    };
    const std::string port = part(CURLUPART_PORT);
    return fmt::format("{}://{}{}{}", part(CURLUPART_SCHEME), part(CURLUPART_HOST), port.empty() ? "" : ":", port);
}

bool is_server_address(const std::string& url) {
    const bool is_web = url.starts_with("http://") || url.starts_with("https://");
    return is_web && url.find(":///") == std::string::npos && !origin_of(url).empty();
}

std::optional<std::string> detect_captive_portal(const AnswerHead& head) {
    const bool is_page =
        begins_as_web_page(head.beginning) || content::to_lower(head.content_type).starts_with("text/html");
    const bool wants_login = head.status == network_authentication_required;
    if (!wants_login && (!is_page || head.status / 100 != 2)) return std::nullopt;
    std::string words = "a web page came in place of the file (captive portal or proxy)";
    if (const std::string title = title_of(head.beginning); !title.empty()) words += fmt::format(": \"{}\"", title);
    if (const auto origin = origin_of(head.url); origin != origin_of(head.asked_url)) {
        words += ", from " + origin.substr(0, title_size);
    }
    return words;
}

}  // namespace syncing
