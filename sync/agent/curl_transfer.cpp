#include "sync/agent/curl_transfer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "content/base/files.h"
#include "content/base/limits.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

/// Large files get this much time for each byte, and can go on from where they were: no sender holds us for ever.
constexpr std::int64_t min_bytes_per_second = 10'000;

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
        return lower(x) == lower(y);
    });
}

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

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

Transfer::Transfer(std::string url, const HttpOptions& options, milliseconds limit)
    : handle_(curl_easy_init()), url_(std::move(url)) {
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
    if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
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
}

Transfer::~Transfer() {
    curl_easy_cleanup(handle_);
}

void Transfer::set_cap(std::int64_t bytes) {
    curl_easy_setopt(handle_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(bytes));
}

std::size_t Transfer::on_body(const char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->receive({data, size * count}) ? size * count : 0;
}

std::size_t Transfer::on_header(const char* data, std::size_t size, std::size_t count, void* self) {
    static_cast<Transfer*>(self)->read_header({data, size * count});
    return size * count;
}

void Transfer::read_header(std::string_view line) {
    if (line.starts_with("HTTP/")) {  // a new answer, perhaps after a redirect
        etag_.clear();
        answered_at_ = modified_at_ = -1;
        content_type_.clear();
        range_start_.reset();
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);
        return;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const auto name = line.substr(0, colon);
    const auto value = trim(line.substr(colon + 1));
    if (equals_ignoring_case(name, "etag") && is_harmless_etag(value)) etag_ = value;
    if (equals_ignoring_case(name, "date")) answered_at_ = curl_getdate(std::string(value).c_str(), nullptr);
    if (equals_ignoring_case(name, "last-modified")) modified_at_ = curl_getdate(std::string(value).c_str(), nullptr);
    if (equals_ignoring_case(name, "content-type")) content_type_ = value;
    if (equals_ignoring_case(name, "content-range") && value.starts_with("bytes ")) {
        std::int64_t start = -1;
        std::from_chars(value.data() + 6, value.data() + value.size(), start);
        range_start_ = start;
    }
}

std::optional<Error> Transfer::find_captive_portal(std::string_view beginning) const {
    const char* url = nullptr;
    curl_easy_getinfo(handle_, CURLINFO_EFFECTIVE_URL, &url);
    const auto words = detect_captive_portal({status_, content_type_, url_, url != nullptr ? url : url_, beginning});
    if (!words) return std::nullopt;
    return failure(Code::unavailable, *words);
}

/// Counts while receiving: a length that a server announces, or does not, proves nothing.
bool Transfer::receive(std::string_view bytes) {
    if (refusal_) return false;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);
    const bool is_body = status_ == 200 || status_ == 206;
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

Status Transfer::judge(CURLcode done) const {
    if (refusal_) return *refusal_;
    long status = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    if (status == 404 || status == 403 || status == 410)
        return failure(Code::not_found, "HTTP " + std::to_string(status));
    if (status >= 400) return failure(Code::unavailable, "HTTP " + std::to_string(status));
    if (done != CURLE_OK) return judge_transport(done);
    if (!has_begun_) {
        if (const auto captive_portal = find_captive_portal({})) return *captive_portal;
    }
    if (status != 200 && status != 206 && status != 304) {
        return failure(Code::unavailable, "HTTP " + std::to_string(status));
    }
    return {};
}

Status Transfer::judge_transport(CURLcode done) const {
    const std::string words = words_[0] != '\0' ? words_.data() : curl_easy_strerror(done);
    switch (done) {
        case CURLE_FILESIZE_EXCEEDED: return failure(Code::too_large, "endless data: " + words);
        case CURLE_ABORTED_BY_CALLBACK: return failure(Code::unavailable, "stopped");
        case CURLE_OPERATION_TIMEDOUT: return failure(Code::unavailable, "no answer, or a too slow one: " + words);
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM: return failure(Code::unavailable, "cut off: " + words);
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

SmallTransfer::SmallTransfer(const std::string& base, const Request& request, const HttpOptions& options)
    : Transfer(base + request.path, options, options.total_limit),
      cap_(request.cap),
      is_conditional_(is_harmless_etag(request.etag) && !request.etag.empty()) {
    set_cap(static_cast<std::int64_t>(cap_));
    // What it unpacks to is counted by take(), piece by piece of 16 KB: a bomb goes off in its first pieces.
    curl_easy_setopt(handle(), CURLOPT_ACCEPT_ENCODING, "gzip");
    if (is_conditional_) {
        headers_ = curl_slist_append(nullptr, ("If-None-Match: " + request.etag).c_str());
        curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_);
    }
}

SmallTransfer::~SmallTransfer() {
    curl_slist_free_all(headers_);
}

Status SmallTransfer::take(std::string_view bytes) {
    if (bytes.size() > cap_ - bytes_.size()) {
        return failure(Code::too_large, "endless data: more than " + std::to_string(cap_) + " bytes");
    }
    bytes_ += bytes;
    return {};
}

// Web servers make an ETag of the second of the last change and the size. Within that second a file may change once
// more and keep both (RFC 9110, 8.8.2.2), so such a one is not kept.
std::string Transfer::lasting_etag() const {
    const bool is_fresh = answered_at_ >= 0 && modified_at_ >= 0 && answered_at_ - modified_at_ < 2;
    return is_fresh ? std::string() : etag_;
}

Result<Answer> SmallTransfer::finish(CURLcode done) {
    if (auto good = judge(done); !good) return good.error();
    if (status_ == 304 && is_conditional_) return Answer{{}, std::move(etag_), true};
    if (status_ != 200)
        return failure(Code::unavailable, "HTTP " + std::to_string(status_) + ", which was not asked for");
    return Answer{std::move(bytes_), lasting_etag(), false};
}

FileTransfer::FileTransfer(const std::string& base, const FileRequest& request, const HttpOptions& options)
    : Transfer(base + request.path, options, limit_for(request.size, options)),
      request_(request),
      offset_(size_of(request.target)) {
    if (offset_ > request_.size) offset_ = 0;
    set_cap(request_.size);
    if (offset_ > 0) curl_easy_setopt(handle(), CURLOPT_RANGE, (std::to_string(offset_) + "-").c_str());
}

Status FileTransfer::begin() {
    if (status_ == 200) offset_ = 0;  // the server knows no ranges: from the beginning
    if (status_ == 206 && range_start_ != offset_) return failure(Code::unavailable, "another part than was asked for");
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
        return failure(Code::too_large, "endless data: more than " + std::to_string(request_.size) + " bytes");
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
    return failure(Code::unavailable,
                   "half a file: " + std::to_string(offset_) + " of " + std::to_string(request_.size) + " bytes");
}

}  // namespace syncing
