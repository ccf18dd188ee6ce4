#include <map>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "sync/agent/curl_transfer.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t connections = 6;  // to one server, over HTTP/1.1; more would be impolite
constexpr std::size_t streams = 64;     // over one HTTP/2 connection: the words of 1,000 items in one round trip
constexpr std::size_t limited = 2;      // where the bandwidth has a limit, nothing is gained by more
constexpr int max_wait_ms = 250;        // between two questions whether to stop

class CurlTransport final : public Transport {
public:
    CurlTransport(std::string base, HttpOptions options, Environment& environment)
        : base_(std::move(base)), options_(std::move(options)), environment_(environment), multi_(curl_multi_init()) {
        curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
        curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(connections));
        // As many are kept open between two requests, and between two updates; by default libcurl closes most of them.
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
    }
    ~CurlTransport() override { curl_multi_cleanup(multi_); }
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;

    std::vector<Result<Answer>> get(const std::vector<Request>& requests) override {
        std::vector<Result<Answer>> answers(requests.size(), Error{Code::unavailable, "stopped"});
        std::vector<std::unique_ptr<SmallTransfer>> transfers(requests.size());
        run(
            requests.size(),
            [&](std::size_t i) -> Transfer& {
                transfers[i] = std::make_unique<SmallTransfer>(base_, requests[i], options_, environment_);
                return *transfers[i];
            },
            [] {},
            [&](std::size_t i, CURLcode done) {
                answers[i] = transfers[i]->finish(done);
                transfers[i].reset();
            });
        return answers;
    }

    void fetch(const std::vector<FileRequest>& requests, const std::function<void()>& asked,
               const Finished& finished) override {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            std::error_code error;
            const auto size = fs::file_size(requests[i].target, error);
            if (!error && static_cast<std::int64_t>(size) == requests[i].size)
                finished(i, content::hash_file(requests[i].target, content::limits::photo));
            else
                open.push_back(i);
        }
        std::vector<std::unique_ptr<FileTransfer>> transfers(open.size());
        run(
            open.size(),
            [&](std::size_t i) -> Transfer& {
                transfers[i] = std::make_unique<FileTransfer>(base_, requests[open[i]], options_, environment_);
                const auto share = options_.bytes_per_second / static_cast<std::int64_t>(limited);
                curl_easy_setopt(transfers[i]->handle(), CURLOPT_MAX_RECV_SPEED_LARGE, static_cast<curl_off_t>(share));
                return *transfers[i];
            },
            asked,
            [&](std::size_t i, CURLcode done) {
                const auto sha256 = transfers[i]->finish(done);
                transfers[i].reset();  // closes the file
                finished(open[i], sha256);
            });
    }

    [[nodiscard]] const std::string& base() const override { return base_; }
    [[nodiscard]] std::int64_t bytes_down() const override { return bytes_; }

private:
    [[nodiscard]] std::size_t window() const {
        if (options_.bytes_per_second > 0) return limited;
        return is_multiplexed_ ? streams : connections;
    }

    /// Lets `count` transfers run, some at a time. `make` creates the i-th one, `done` is called at its end; `asked`
    /// once, after the first requests have gone out.
    void run(std::size_t count, const std::function<Transfer&(std::size_t)>& make, const std::function<void()>& asked,
             const std::function<void(std::size_t, CURLcode)>& done) {
        std::map<CURL*, std::pair<std::size_t, Transfer*>> active;
        const auto end = [&](CURL* handle, CURLcode code) {
            const auto [index, transfer] = active.extract(handle).mapped();
            curl_multi_remove_handle(multi_, handle);
            bytes_ += transfer->bytes_received();
            is_multiplexed_ = is_multiplexed_ || transfer->is_multiplexed();
            done(index, code);
        };
        std::size_t next = 0;
        bool has_asked = false;
        while (next < count || !active.empty()) {
            const bool is_stopping = environment_.is_stopping();
            while (is_stopping && !active.empty())
                end(active.begin()->first, CURLE_ABORTED_BY_CALLBACK);
            if (is_stopping && next == count) return;
            while (next < count && active.size() < window()) {
                Transfer& transfer = make(next);
                active.emplace(transfer.handle(), std::pair(next, &transfer));
                ++next;
                if (is_stopping) {
                    end(transfer.handle(), CURLE_ABORTED_BY_CALLBACK);
                } else {
                    curl_multi_add_handle(multi_, transfer.handle());
                }
            }
            int running = 0;
            curl_multi_perform(multi_, &running);
            if (!std::exchange(has_asked, true)) asked();
            int waiting = 0;
            while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
                if (message->msg == CURLMSG_DONE) end(message->easy_handle, message->data.result);
            }
            // A connection that became free must not wait until another one has news.
            const bool is_room = next < count && active.size() < window();
            if (!active.empty() && !is_room) curl_multi_poll(multi_, nullptr, 0, max_wait_ms, nullptr);
        }
    }

    std::string base_;
    HttpOptions options_;
    Environment& environment_;
    CURLM* multi_;
    bool is_multiplexed_ = false;
    std::int64_t bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Transport>> open_transport(const std::string& base, const HttpOptions& options,
                                                  Environment& environment) {
    constexpr std::string_view file_scheme = "file://";
    if (base.starts_with("http://") || base.starts_with("https://")) {
        const bool has_query = base.find_first_of("?#") != std::string::npos;
        if (has_query || origin_of(base).empty()) {
            return Error{Code::bad_input, base + ": expected an address like https://host/depot"};
        }
        const std::string slash = base.ends_with('/') ? "" : "/";
        return std::unique_ptr<Transport>(std::make_unique<CurlTransport>(base + slash, options, environment));
    }
    if (base.starts_with(file_scheme)) return open_folder(base.substr(file_scheme.size()), environment);
    if (base.empty() || base.find("://") != std::string::npos) {
        return Error{Code::bad_input, base + ": expected https://, http://, file:// or a folder"};
    }
    return open_folder(base, environment);
}

}  // namespace syncing
