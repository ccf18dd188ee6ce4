#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sync/agent/environment.h"

/// Getting bytes from somewhere: a web server, a folder, a stick. Never trusted: who calls compares with what was
/// signed. Errors of all functions here:
///   Code::not_found    the source answers that there is none (HTTP 404, 403, 410)
///   Code::too_large    more bytes than asked for, also after unpacking
///   Code::unavailable  no answer, a broken or too slow one, or something else in its place (a portal's web page)
///   Code::io           our own disk
namespace syncing {

/// A file that fits into memory.
struct Request {
    std::string path;     ///< below the base, percent-encoded: "metadata/2.root.json"
    std::size_t cap = 0;  ///< of what it unpacks to
    std::string etag{};   ///< of the copy that is here already; empty: none
};

struct Answer {
    std::string bytes;
    std::string etag;           ///< empty when the source has none
    bool is_unchanged = false;  ///< still the copy that Request::etag names; no bytes
};

/// A file that need not fit into memory.
struct FileRequest {
    std::string path;              ///< below the base, percent-encoded
    std::int64_t size = 0;         ///< exactly
    std::filesystem::path target;  ///< what it has already is kept and only the rest is asked for
};

class Transport {
public:
    using Finished = std::function<void(std::size_t index, const Result<std::string>& sha256)>;

    virtual ~Transport() = default;

    /// All at the same time; answers in the order of the requests.
    [[nodiscard]] virtual std::vector<Result<Answer>> get(const std::vector<Request>& requests) = 0;
    /// Calls `asked` once, when as much was asked for as can be at a time (not at all when nothing has to be): what it
    /// does costs no time, as long as the first answer is on its way. Calls `finished` once for each request, in the
    /// order in which they end; on success the target has `size` bytes, which are not synced to disk, and `sha256` is
    /// theirs, reckoned while they came: nobody knows yet whether they are the right ones. On failure it holds what
    /// came, to go on from.
    virtual void fetch(const std::vector<FileRequest>& requests, const std::function<void()>& asked,
                       const Finished& finished) = 0;
    /// For messages.
    [[nodiscard]] virtual const std::string& base() const = 0;
    /// Received since the beginning, headers included where they are known.
    [[nodiscard]] virtual std::int64_t bytes_down() const = 0;
};

struct HttpOptions {
    std::string ca_file;                       ///< PEM; empty: the system's
    std::int64_t bytes_per_second = 0;         ///< for files; 0: no limit
    milliseconds connect_limit{10'000};        ///< name, connection and TLS
    std::int64_t slow_bytes_per_second = 200;  ///< less than this for `slow_limit` ends a transfer
    milliseconds slow_limit{20'000};
    milliseconds total_limit{60'000};  ///< for a small file; large ones get more by their size
};

/// `base` is "https://host/depot", "http://...", "file:///folder" or a folder; Code::bad_input for anything else.
/// A web server is asked over HTTP/2 where it offers that; redirects lead to http and https only.
[[nodiscard]] Result<std::unique_ptr<Transport>> open_transport(const std::string& base, const HttpOptions& options,
                                                                Environment& environment);

/// A folder, of which only regular files are read, and none through a symbolic link that leads out of it.
[[nodiscard]] std::unique_ptr<Transport> open_folder(const std::filesystem::path& folder, Environment& environment);

}  // namespace syncing
