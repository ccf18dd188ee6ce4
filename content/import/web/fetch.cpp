#include "content/import/web/fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "content/base/internet_address.h"
#include "content/base/text.h"

namespace content {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t max_headers = std::size_t{64} * 1024;  ///< a large site's are 8 KB

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// Empty when the address has no such part.
std::string part_of(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK || text == nullptr) return {};
    const std::unique_ptr<char, void (*)(void*)> owner(text, curl_free);
    return text;
}

bool is_text(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter != '\x7F'; });
}

/// The scheme of an address that may be asked for.
Result<std::string> check_address(const std::string& address) {
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (url == nullptr) return Error{Code::unavailable, "no memory for an address"};
    if (address.size() > limits::url || !is_text(address) ||
        curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
        return Error{Code::bad_input, "not a web address"};
    }
    std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https") {
        return Error{Code::unsupported, "only http and https addresses are fetched"};
    }
    if (!part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_PASSWORD).empty()) {
        return Error{Code::unsupported, "an address with a name or password in it is not fetched"};
    }
    return scheme;
}

/// What one request gathers, from the callbacks of libcurl.
struct Answer {
    std::size_t cap = 0;
    AddressScope scope = AddressScope::internet;
    CURL* handle = nullptr;
    std::string body{};
    std::size_t header_bytes = 0;
    bool is_too_large = false;
    bool has_wrong_type = false;
    std::string forbidden{};  ///< the address that was not connected to
};

std::string text_of(const curl_sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address.addr, sizeof four);
        inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    } else if (address.family == AF_INET6 && address.addrlen >= sizeof(sockaddr_in6)) {
        // curl_sockaddr ends in a sockaddr with room for any address behind it.
        sockaddr_in6 six{};
        std::memcpy(&six, static_cast<const void*>(&address.addr), sizeof six);
        inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
    }
    return text.data();
}

/// The last moment before a connection, when a name has become an address: nothing can change in between.
curl_socket_t open_socket(void* target, curlsocktype /*purpose*/, curl_sockaddr* address) {
    auto& answer = *static_cast<Answer*>(target);
    if (answer.scope == AddressScope::internet) {
        const std::string text = text_of(*address);
        if (!is_internet_address(text)) {
            answer.forbidden = text.empty() ? "(not of the Internet)" : text;
            return CURL_SOCKET_BAD;
        }
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

long status_of(CURL* handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

std::string content_type_of(CURL* handle) {
    char* type = nullptr;
    curl_easy_getinfo(handle, CURLINFO_CONTENT_TYPE, &type);
    return type == nullptr ? "" : type;
}

std::size_t receive_body(const char* data, std::size_t size, std::size_t count, void* target) {
    auto& answer = *static_cast<Answer*>(target);
    const std::size_t length = size * count;
    if (status_of(answer.handle) != 200) {
        // The page beside an error or a redirect is not wanted, but a short one keeps the connection in order.
        answer.header_bytes += length;
        return answer.header_bytes > max_headers ? 0 : length;
    }
    if (answer.body.empty() && !kind_of_content_type(content_type_of(answer.handle))) {
        answer.has_wrong_type = true;
        return 0;
    }
    if (length > answer.cap - answer.body.size()) {
        answer.is_too_large = true;
        return 0;
    }
    answer.body.append(data, length);
    return length;
}

/// The ETag of the last answer; empty where there is none, or none that could be sent back.
std::string etag_of(CURL* handle) {
    constexpr int last_request = -1;
    curl_header* header = nullptr;
    if (curl_easy_header(handle, "ETag", 0, CURLH_HEADER, last_request, &header) != CURLHE_OK) return {};
    const std::string_view etag(header->value);
    return etag.size() <= limits::etag && is_text(etag) ? std::string(etag) : std::string();
}

/// Counts only: libcurl keeps the headers.
std::size_t receive_header(const char* /*data*/, std::size_t size, std::size_t count, void* target) {
    auto& answer = *static_cast<Answer*>(target);
    const std::size_t length = size * count;
    answer.header_bytes += length;
    return answer.header_bytes > max_headers ? 0 : length;
}

void prepare(CURL* handle, Answer& answer, const FetchOptions& options, const std::string& address, milliseconds left) {
    curl_easy_setopt(handle, CURLOPT_URL, address.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "rotunda-import");
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options.cap));
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &answer);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, receive_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer);
    // A proxy would look names up itself, where no address can be checked.
    if (options.scope == AddressScope::internet) curl_easy_setopt(handle, CURLOPT_PROXY, "");
}

Error transport_error(CURLcode code, const Answer& answer, const FetchOptions& options) {
    if (answer.is_too_large || code == CURLE_FILESIZE_EXCEEDED) {
        return {Code::too_large, fmt::format("more than {} bytes", options.cap)};
    }
    if (answer.has_wrong_type) return kind_of_content_type(content_type_of(answer.handle)).error();
    if (!answer.forbidden.empty()) {
        return {Code::untrusted,
                fmt::format("{} is an address inside a network, not of the Internet", answer.forbidden)};
    }
    switch (code) {
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_INVALIDCERTSTATUS: return {Code::untrusted, "its certificate cannot be trusted"};
        case CURLE_OPERATION_TIMEDOUT:
            return {Code::unavailable, fmt::format("no whole answer within {} ms", options.total.count())};
        case CURLE_WRITE_ERROR: return {Code::too_large, "more than 64 KB of headers"};
        default: return {Code::unavailable, curl_easy_strerror(code)};
    }
}

Error status_error(long status) {
    const Code code = status == 404 || status == 410                    ? Code::not_found
                      : status == 408 || status == 429 || status >= 500 ? Code::unavailable
                                                                        : Code::bad_input;
    const std::string_view why = status == 401 || status == 403 ? ": only for people who sign in" : "";
    return {code, fmt::format("the server answered with status {}{}", status, why)};
}

std::string charset_of(std::string_view content_type) {
    const std::string lower = to_lower(content_type);
    constexpr std::string_view name = "charset=";
    const auto at = lower.find(name);
    if (at == std::string::npos) return {};
    std::string charset = lower.substr(at + name.size());
    charset.resize(std::min(charset.find(';'), charset.size()));
    std::erase_if(charset, [](char letter) { return letter == '"' || letter == '\'' || letter <= ' '; });
    return charset.size() <= 40 ? charset : std::string();
}

/// One request after another until one is not a redirect.
class Fetching {
public:
    Fetching(const std::string& url, const FetchOptions& options)
        : url_(url), options_(options), address_(url), handle_(curl_easy_init()) {}

    Result<FetchedSource> run() {
        if (handle_ == nullptr) return Error{Code::unavailable, "libcurl cannot start"};
        const auto until = Clock::now() + options_.total;
        auto scheme = check_address(address_);
        if (!scheme) return scheme.error();
        for (int hop = 0;; ++hop) {
            const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now());
            if (left.count() <= 0) return transport_error(CURLE_OPERATION_TIMEDOUT, {}, options_);
            Answer answer{options_.cap, options_.scope, handle_.get()};
            if (const Status sent = request(answer, left); !sent) return sent.error();
            const long status = status_of(handle_.get());
            char* next = nullptr;
            curl_easy_getinfo(handle_.get(), CURLINFO_REDIRECT_URL, &next);
            if (next == nullptr || status == 304) return finish(std::move(answer), status);
            if (hop == options_.redirects) {
                return Error{Code::bad_input, fmt::format("more than {} redirects", options_.redirects)};
            }
            address_ = next;
            const auto next_scheme = check_address(address_);
            if (!next_scheme) return next_scheme.error().in("redirected to " + address_.substr(0, limits::url));
            if (*scheme == "https" && *next_scheme == "http") {
                return Error{Code::untrusted, "redirected from https to http, where anybody could answer"};
            }
            scheme = next_scheme;
        }
    }

private:
    Status request(Answer& answer, milliseconds left) {
        prepare(handle_.get(), answer, options_, address_, left);
        std::unique_ptr<curl_slist, FreeList> headers;
        if (!options_.etag.empty() && is_text(options_.etag)) {
            headers.reset(curl_slist_append(nullptr, ("If-None-Match: " + options_.etag).c_str()));
        }
        curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, headers.get());
        const CURLcode code = curl_easy_perform(handle_.get());
        curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, nullptr);
        if (code != CURLE_OK) return transport_error(code, answer, options_);
        return {};
    }

    Result<FetchedSource> finish(Answer answer, long status) const {
        FetchedSource fetched;
        fetched.source.name = url_;
        fetched.source.address = address_;
        if (status == 304 && !options_.etag.empty()) {
            fetched.is_unchanged = true;
            fetched.etag = options_.etag;
            return fetched;
        }
        if (status != 200) return status_error(status);
        const std::string type = content_type_of(handle_.get());
        const auto kind = kind_of_content_type(type);
        if (!kind) return kind.error();
        fetched.kind = *kind;
        fetched.charset = charset_of(type);
        fetched.etag = etag_of(handle_.get());
        fetched.source.bytes = std::move(answer.body);
        return fetched;
    }

    std::string url_;
    const FetchOptions& options_;
    std::string address_;
    std::unique_ptr<CURL, FreeHandle> handle_;
};

}  // namespace

Result<FetchedSource> fetch_source(const std::string& url, const FetchOptions& options) {
    auto fetched = Fetching(url, options).run();
    if (!fetched) return fetched.error().in(url.substr(0, limits::url));
    return fetched;
}

}  // namespace content
