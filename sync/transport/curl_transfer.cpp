#include "sync/transport/curl_transfer.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "content/base/files.h"
#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "sync/transport/authorities.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

/// Large files get this much time for each byte, and can go on from where they were: no sender holds us for ever.
constexpr std::int64_t min_bytes_per_second = 10'000;

/// What we would send back in a header.
bool is_harmless_etag(std::string_view etag) {
    return etag.size() <= content::limits::etag &&
           std::ranges::all_of(etag, [](char c) { return c > ' ' && c <= '~'; });
}

std::int64_t size_of(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

milliseconds limit_for(std::int64_t bytes, const HttpOptions& options) {
    return options.total_limit + milliseconds(bytes * 1000 / min_bytes_per_second);
}

}  // namespace

bool may_redirect_to(const std::string& address, bool is_inner) {
    return is_inner || content::is_internet_address(address);
}

Transfer::Transfer(std::string url, const HttpOptions& options, milliseconds limit, Environment& environment)
    : handle_(curl_easy_init()),
      url_(std::move(url)),
      environment_(environment),
      deadline_(environment.steady_now() + limit) {
    constexpr long redirects = 3;  // to a content network and on to its nearest place
    const bool is_secure = url_.starts_with("https:");
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(handle_, option, value); };
    set(CURLOPT_URL, url_.c_str());
    set(CURLOPT_PATH_AS_IS, 1L);  // a role may be called ".."
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, is_secure ? "https" : "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, redirects);
    set(CURLOPT_HTTP_VERSION, is_secure ? long{CURL_HTTP_VERSION_2TLS} : long{CURL_HTTP_VERSION_1_1});
    set(CURLOPT_PIPEWAIT, is_secure ? 1L : 0L);
    set(CURLOPT_USERAGENT, "kiosk-sync");
    trust_authorities(handle_, options);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_limit.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options.slow_bytes_per_second));
    set(CURLOPT_LOW_SPEED_TIME, std::max(1L, static_cast<long>(options.slow_limit.count() / 1000)));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, words_.data());
    set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
    set(CURLOPT_PREREQFUNCTION, &Transfer::on_connected);
    set(CURLOPT_PREREQDATA, static_cast<void*>(this));
    // libcurl reads the answer of a proxy to its end in one call. Only this is called meanwhile.
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a name server that does not answer is not waited for
}

Transfer::~Transfer() {
    curl_easy_cleanup(handle_);
    curl_slist_free_all(headers_);
}

void Transfer::set_cap(std::int64_t bytes) {
    curl_easy_setopt(handle_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(bytes));
}

void Transfer::add_header(const std::string& line) {
    headers_ = curl_slist_append(headers_, line.c_str());
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers_);
}

std::size_t Transfer::on_body(const char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->receive({data, size * count}) ? size * count : 0;
}

/// Of answers, and of trailers behind a body. libcurl keeps them all, however many there are.
std::size_t Transfer::on_header(const char* /*data*/, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.header_bytes_ += size * count;
    if (transfer.header_bytes_ <= content::limits::headers) return size * count;
    transfer.refusal_ = transfer.failure(
        Code::too_large, fmt::format("endless data: headers of more than {} bytes", content::limits::headers));
    return 0;
}

int Transfer::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (transfer.environment_.is_stopping()) return 1;
    if (transfer.environment_.steady_now() <= transfer.deadline_) return 0;
    transfer.refusal_ = transfer.failure(Code::unavailable, "no answer, or a too slow one");
    return 1;
}

bool Transfer::may_ask(const std::string& address) {
    long redirects = 0;
    curl_easy_getinfo(handle_, CURLINFO_REDIRECT_COUNT, &redirects);
    if (redirects == 0) {
        is_inner_ = is_inner_ || !content::is_internet_address(address);
        return true;
    }
    if (may_redirect_to(address, is_inner_)) return true;
    refusal_ = failure(Code::unavailable, fmt::format("redirect refused: {} is inside this network", address));
    return false;
}

/// Before a connection is made. (A proxy's address stands for what lies behind it.)
curl_socket_t Transfer::open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto* generic = &address->addr;
    const void* bytes = generic->sa_family == AF_INET6
                            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(generic)->sin6_addr)
                            : static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(generic)->sin_addr);
    const bool is_known = ::inet_ntop(generic->sa_family, bytes, text.data(), text.size()) != nullptr;
    if (!is_known || !static_cast<Transfer*>(self)->may_ask(text.data())) return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// Before a request goes out, also over a connection that was there already.
int Transfer::on_connected(void* self, char* address, char* /*local*/, int /*port*/, int /*local_port*/) {
    return static_cast<Transfer*>(self)->may_ask(address) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

std::string Transfer::header(const char* name) const {
    curl_header* found = nullptr;
    if (curl_easy_header(handle_, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    return std::string(content::trim(found->value));
}

std::optional<Error> Transfer::find_captive_portal(std::string_view beginning) const {
    const char* url = nullptr;
    curl_easy_getinfo(handle_, CURLINFO_EFFECTIVE_URL, &url);
    const auto words =
        detect_captive_portal({status_, header("content-type"), url_, url != nullptr ? url : url_, beginning});
    if (!words) return std::nullopt;
    return failure(Code::unavailable, *words);
}

/// Counts while receiving: a length that a server announces, or does not, proves nothing.
bool Transfer::receive(std::string_view bytes) {
    if (refusal_) return false;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);
    const bool is_body = status_ == 200 || status_ == 206 || (reads_refusals_ && status_ >= 400);
    if (!has_begun_) {
        has_begun_ = true;
        refusal_ = find_captive_portal(bytes);
        if (!refusal_ && is_body) {
            if (const auto begun = begin(); !begun) refusal_ = begun.error();
        }
        if (refusal_) return false;
    }
    if (!is_body) {
        ignored_ += bytes.size();  // read, so that the connection can be used again
        return ignored_ <= content::limits::error_page;
    }
    if (const auto taken = take(bytes); !taken) refusal_ = taken.error();
    return !refusal_;
}

Status Transfer::judge(CURLcode done) {
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);  // an answer may have no body
    if (refusal_) return *refusal_;
    const long status = status_;
    if (status == 404 || status == 403 || status == 410)
        return failure(Code::not_found, fmt::format("HTTP {}", status));
    if (status >= 400) return failure(Code::unavailable, fmt::format("HTTP {}", status));
    if (done != CURLE_OK) return judge_transport(done);
    if (!has_begun_) {
        if (const auto captive_portal = find_captive_portal({})) return *captive_portal;
    }
    if (status != 200 && status != 206 && status != 304) {
        return failure(Code::unavailable, fmt::format("HTTP {}", status));
    }
    return {};
}

Status Transfer::judge_arrival(CURLcode done) {
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);
    if (refusal_) return *refusal_;
    if (done != CURLE_OK) return judge_transport(done);
    if (has_begun_) return {};
    if (const auto captive_portal = find_captive_portal({})) return *captive_portal;
    return {};
}

Status Transfer::judge_transport(CURLcode done) const {
    const std::string words = words_[0] != '\0' ? words_.data() : curl_easy_strerror(done);
    switch (done) {
        case CURLE_FILESIZE_EXCEEDED: return failure(Code::too_large, "endless data: " + words);
        case CURLE_ABORTED_BY_CALLBACK: return failure(Code::unavailable, "stopped");
        // libcurl's words count milliseconds and bytes: the same failure would be news each time.
        case CURLE_OPERATION_TIMEDOUT: return failure(Code::unavailable, "no answer, or a too slow one");
        case CURLE_COULDNT_CONNECT: return failure(Code::unavailable, curl_easy_strerror(done));
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return failure(Code::unavailable, fmt::format("cut off: {}", curl_easy_strerror(done)));
        case CURLE_UNSUPPORTED_PROTOCOL: return failure(Code::unavailable, "redirect refused: " + words);
        case CURLE_TOO_MANY_REDIRECTS: return failure(Code::unavailable, "redirects in a circle: " + words);
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_PEER_FAILED_VERIFICATION:
            return failure(Code::unavailable,
                           "TLS refused (captive portal, wrong clock or wrong certificate): " + words);
        default: return failure(Code::unavailable, words);
    }
}

std::int64_t Transfer::bytes_received() const {
    curl_off_t body = 0;
    long headers = 0;
    curl_easy_getinfo(handle_, CURLINFO_SIZE_DOWNLOAD_T, &body);
    curl_easy_getinfo(handle_, CURLINFO_HEADER_SIZE, &headers);
    return body + headers;
}

bool Transfer::is_multiplexed() const {
    long version = 0;
    curl_easy_getinfo(handle_, CURLINFO_HTTP_VERSION, &version);
    return version >= CURL_HTTP_VERSION_2_0;
}

SmallTransfer::SmallTransfer(const std::string& base, const Request& request, const HttpOptions& options,
                             Environment& environment)
    : Transfer(base + request.path, options, options.total_limit, environment),
      cap_(request.cap),
      is_conditional_(is_harmless_etag(request.etag) && !request.etag.empty()) {
    set_cap(static_cast<std::int64_t>(cap_));
    // What it unpacks to is counted by take(), piece by piece of 16 KB: a bomb goes off in its first pieces.
    curl_easy_setopt(handle(), CURLOPT_ACCEPT_ENCODING, "gzip");
    if (is_conditional_) add_header("If-None-Match: " + request.etag);
}

Status SmallTransfer::take(std::string_view bytes) {
    if (bytes.size() > cap_ - bytes_.size()) {
        return failure(Code::too_large, fmt::format("endless data: more than {} bytes", cap_));
    }
    bytes_ += bytes;
    return {};
}

// Web servers make an ETag of the second of the last change and the size. Within that second a file may change once
// more and keep both (RFC 9110, 8.8.2.2), so such a one is not kept.
std::string Transfer::lasting_etag() const {
    const auto answered_at = curl_getdate(header("date").c_str(), nullptr);
    const auto modified_at = curl_getdate(header("last-modified").c_str(), nullptr);
    const bool is_fresh = answered_at >= 0 && modified_at >= 0 && answered_at - modified_at < 2;
    const std::string etag = header("etag");
    return is_fresh || !is_harmless_etag(etag) ? std::string() : etag;
}

Result<Answer> SmallTransfer::finish(CURLcode done) {
    if (auto good = judge(done); !good) return good.error();
    if (status_ == 304 && is_conditional_) return Answer{{}, header("etag"), true};
    if (status_ != 200) return failure(Code::unavailable, fmt::format("HTTP {}, which was not asked for", status_));
    return Answer{std::move(bytes_), lasting_etag(), false};
}

PostTransfer::PostTransfer(const std::string& address, const std::string& json, const HttpOptions& options,
                           Environment& environment)
    : Transfer(address, options, options.total_limit, environment) {
    read_refusals();
    add_header("Content-Type: application/json");
    add_header("Accept: application/json");
    add_header("Expect:");  // or libcurl would wait for leave to send a kilobyte
    curl_easy_setopt(handle(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle(), CURLOPT_POST, 1L);
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDSIZE, static_cast<long>(json.size()));
    curl_easy_setopt(handle(), CURLOPT_COPYPOSTFIELDS, json.c_str());
}

/// Of a refusal that is no hub's, for example a page about something not found, the status says all.
Status PostTransfer::take(std::string_view bytes) {
    received_ += bytes.size();
    const std::size_t cap = status_ == 200 ? content::limits::report_answer : content::limits::error_page;
    if (received_ > cap) return failure(Code::too_large, fmt::format("endless data: more than {} bytes", cap));
    bytes_ += bytes.substr(0, content::limits::report_answer - bytes_.size());
    return {};
}

Result<PostAnswer> PostTransfer::finish(CURLcode done) {
    if (auto came = judge_arrival(done); !came) return came.error();
    if (status_ != 200 && status_ < 400) {
        return failure(Code::unavailable, fmt::format("HTTP {}, which is no answer to a post", status_));
    }
    return PostAnswer{status_, std::move(bytes_)};
}

FileTransfer::FileTransfer(const std::string& base, const FileRequest& request, const HttpOptions& options,
                           Environment& environment)
    : Transfer(base + request.path, options, limit_for(request.size, options), environment),
      request_(request),
      offset_(size_of(request.target)) {
    if (offset_ > request_.size) offset_ = 0;
    set_cap(request_.size);
    if (offset_ > 0) curl_easy_setopt(handle(), CURLOPT_RANGE, (std::to_string(offset_) + "-").c_str());
}

/// Of "Content-Range: bytes 100-199/200".
std::int64_t FileTransfer::range_start() const {
    const std::string range = header("content-range");
    constexpr std::string_view unit = "bytes ";
    std::int64_t start = -1;
    if (range.starts_with(unit)) std::from_chars(range.data() + unit.size(), range.data() + range.size(), start);
    return start;
}

Status FileTransfer::begin() {
    if (status_ == 200) offset_ = 0;  // the server knows no ranges: from the beginning
    if (status_ == 206 && range_start() != offset_)
        return failure(Code::unavailable, "another part than was asked for");
    file_ = content::Descriptor(::open(request_.target.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!file_.is_open()) return content::file_error(request_.target, "write", errno);
    if (offset_ > 0) {
        const auto cap = static_cast<std::size_t>(request_.size);
        auto read = content::read_in_pieces(request_.target, cap, [this](auto piece) { sum_.add(piece); });
        if (!read) return read;
    }
    if (::ftruncate(file_.value(), offset_) != 0 || ::lseek(file_.value(), offset_, SEEK_SET) < 0) {
        return content::file_error(request_.target, "write", errno);
    }
    return {};
}

Status FileTransfer::take(std::string_view bytes) {
    if (static_cast<std::int64_t>(bytes.size()) > request_.size - offset_) {
        return failure(Code::too_large, fmt::format("endless data: more than {} bytes", request_.size));
    }
    sum_.add(bytes);
    while (!bytes.empty()) {
        const ssize_t count = ::write(file_.value(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return content::file_error(request_.target, "write", count < 0 ? errno : ENOSPC);
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset_ += count;
    }
    return {};
}

Result<std::string> FileTransfer::finish(CURLcode done) {
    if (auto good = judge(done); !good) {
        constexpr long range_not_satisfiable = 416;
        std::error_code error;
        if (status_ == range_not_satisfiable || good.error().code == Code::too_large)
            fs::remove(request_.target, error);
        return good.error();
    }
    if (offset_ == request_.size) return sum_.finish();
    return failure(Code::unavailable, fmt::format("half a file: {} of {} bytes", offset_, request_.size));
}

}  // namespace syncing
