#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sync/transport/environment.h"

/// Bytes from somewhere: a web server, a folder, a stick. They are never trusted: the caller compares them with what
/// was signed. Errors of all functions here:
///   Code::not_found    the mirror answers that there is none (HTTP 404, 403, 410)
///   Code::too_large    more bytes than asked for, also after unpacking
///   Code::unavailable  no answer, a broken or too slow one, or something else in its place (a portal's web page)
///   Code::io           our own disk
namespace syncing {

/// A file that fits into memory.
struct Request {
    std::string path;     ///< below the base, percent-encoded: "metadata/2.root.json"
    std::size_t cap = 0;  ///< bytes after unpacking
    std::string etag{};   ///< of the copy that is here already; empty: none
};

struct Answer {
    std::string bytes;
    std::string etag;           ///< empty when the mirror has none
    bool is_unchanged = false;  ///< still the copy that Request::etag names; no bytes
};

/// A file that may be larger than memory.
struct FileRequest {
    std::string path;              ///< below the base, percent-encoded
    std::int64_t size = 0;         ///< exactly
    std::filesystem::path target;  ///< its bytes are kept, and only the rest is asked for
};

/// Small files that are under way. It must not outlive the transport that made it.
class Pending {
public:
    virtual ~Pending() = default;
    /// Lets the transfers go on, and waits at most `limit` for news of them. True when all have ended.
    [[nodiscard]] virtual bool go_on(milliseconds limit) = 0;
    /// The answers, in the order of the requests. A request that has not ended is given up: Code::unavailable.
    [[nodiscard]] virtual std::vector<Result<Answer>> take() = 0;
};

/// The connections of a request: those that everything uses, or others, which no large file blocks.
enum class Lane { main, beside };

class Transport {
public:
    using Finished = std::function<void(std::size_t index, const Result<std::string>& sha256)>;

    virtual ~Transport() = default;

    /// Asks for all at the same time; answers are in the order of the requests.
    [[nodiscard]] virtual std::vector<Result<Answer>> get(const std::vector<Request>& requests) = 0;
    /// Begins the same as get() without waiting, where that is possible.
    [[nodiscard]] virtual std::unique_ptr<Pending> begin(const std::vector<Request>& requests, Lane lane);
    /// Calls `asked` once, when the first requests have gone out (not at all when every target is complete already):
    /// its work costs no time while the first answer is on its way. Calls `finished` once for each request, in the
    /// order in which they end. On success the target has `size` bytes, which are not synced to disk, and `sha256` is
    /// their hash, computed while they came; the caller compares it. On failure the target holds what came, and a later
    /// call goes on from there. `may_go_on` is called every 50 ms or so; once it says no, what is under way is given
    /// up.
    virtual void fetch(const std::vector<FileRequest>& requests, const std::function<void()>& asked,
                       const std::function<bool()>& may_go_on, const Finished& finished) = 0;
    /// Whether another mirror could be asked instead. A hasty transport gives up a slow mirror within seconds: when all
    /// requests together bring less than 5 kB a second for 3 seconds. A new transport is not hasty.
    virtual void set_hasty(bool is_hasty) { static_cast<void>(is_hasty); }
    /// For messages.
    [[nodiscard]] virtual const std::string& base() const = 0;
    /// Bytes received since the beginning, headers included where they are known.
    [[nodiscard]] virtual std::int64_t bytes_down() const = 0;
};

struct HttpOptions {
    std::string ca_file;  ///< PEM; empty: the system's
    /// PEM of all authorities, in place of `ca_file`; null: that one. See authorities.h.
    std::shared_ptr<const std::string> authorities{};
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

/// Opens a folder. Only regular files are read, and none through a symbolic link that leads out of the folder.
[[nodiscard]] std::unique_ptr<Transport> open_folder(const std::filesystem::path& folder, Environment& environment);

}  // namespace syncing
