#pragma once

#include <curl/curl.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/descriptor.h"
#include "content/base/sha256.h"
#include "sync/transport/captive_portal.h"
#include "sync/transport/post.h"
#include "sync/transport/transport.h"

/// One request over libcurl, and the verdict about its answer. This header shows types of libcurl: only
/// transport_curl.cpp, post_curl.cpp and a test may include it.
namespace syncing {

/// Whether a redirect may lead to `address` (IPv4 or IPv6, as text): to the Internet always, to this network or machine
/// only when the mirror itself is there (`is_inner`). Else a mirror could make a screen ask what only the venue's own
/// computers may ask. Pure.
[[nodiscard]] bool may_redirect_to(const std::string& address, bool is_inner);

class Transfer {
public:
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    virtual ~Transfer();

    [[nodiscard]] CURL* handle() const { return handle_; }
    /// Success, or why the answer is worth nothing.
    [[nodiscard]] Status judge(CURLcode done);
    /// Bytes of headers and body so far, as they were on the wire.
    [[nodiscard]] std::int64_t bytes_received() const;
    [[nodiscard]] bool is_multiplexed() const;

protected:
    Transfer(std::string url, const HttpOptions& options, milliseconds limit, Environment& environment);

    /// Whether any answer of HTTP came as a whole, whatever its status.
    [[nodiscard]] Status judge_arrival(CURLcode done);
    /// What a refusal (400 and more) says is handed to take() too.
    void read_refusals() { reads_refusals_ = true; }
    /// Called at the first byte of a body that is handed to take(): of status 200 or 206.
    virtual Status begin() { return {}; }
    virtual Status take(std::string_view bytes) = 0;

    [[nodiscard]] Error failure(Code code, const std::string& words) const { return {code, url_ + ": " + words}; }
    void set_cap(std::int64_t bytes);
    /// "Name: value", sent with the request.
    void add_header(const std::string& line);
    /// The answer's ETag, if it will tell the next change.
    [[nodiscard]] std::string lasting_etag() const;

    /// A header of the last answer, without spaces around it; empty when there is none.
    [[nodiscard]] std::string header(const char* name) const;

    long status_ = 0;

private:
    static std::size_t on_body(const char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_header(const char* data, std::size_t size, std::size_t count, void* self);
    static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
    static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
    static int on_connected(void* self, char* address, char* local, int port, int local_port);
    [[nodiscard]] bool receive(std::string_view bytes);
    [[nodiscard]] bool may_ask(const std::string& address);
    [[nodiscard]] std::optional<Error> find_captive_portal(std::string_view beginning) const;
    [[nodiscard]] Status judge_transport(CURLcode done) const;

    CURL* handle_;
    curl_slist* headers_ = nullptr;
    std::string url_;
    Environment& environment_;
    milliseconds deadline_;
    std::optional<Error> refusal_{};
    bool has_begun_ = false;
    bool reads_refusals_ = false;
    std::size_t ignored_ = 0;       ///< bytes of an error's page
    std::size_t header_bytes_ = 0;  ///< of all answers and their trailers
    bool is_inner_ = false;         ///< the first address is one of this network or machine, so others may be too
    std::array<char, CURL_ERROR_SIZE> words_{};
};

/// A request whose answer goes into memory.
class SmallTransfer final : public Transfer {
public:
    SmallTransfer(const std::string& base, const Request& request, const HttpOptions& options,
                  Environment& environment);
    [[nodiscard]] Result<Answer> finish(CURLcode done);

private:
    Status take(std::string_view bytes) override;

    std::size_t cap_;
    std::string bytes_{};
    bool is_conditional_ = false;
};

/// A request that carries words of ours (JSON), and whose short answer is one even when it is a refusal.
class PostTransfer final : public Transfer {
public:
    PostTransfer(const std::string& address, const std::string& json, const HttpOptions& options,
                 Environment& environment);
    [[nodiscard]] Result<PostAnswer> finish(CURLcode done);

private:
    Status take(std::string_view bytes) override;

    std::string bytes_{};
    std::size_t received_ = 0;
};

/// A request whose answer goes into a file, from its present end on.
class FileTransfer final : public Transfer {
public:
    FileTransfer(const std::string& base, const FileRequest& request, const HttpOptions& options,
                 Environment& environment);
    /// SHA-256 of the whole file.
    [[nodiscard]] Result<std::string> finish(CURLcode done);

private:
    Status begin() override;
    Status take(std::string_view bytes) override;
    [[nodiscard]] std::int64_t range_start() const;

    FileRequest request_;
    std::int64_t offset_;
    content::Descriptor file_{-1};
    content::Sha256 sum_{};
};

}  // namespace syncing
