#include <map>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "sync/transport/curl_transfer.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t connections = 6;      // to one server, over HTTP/1.1; more would be impolite
constexpr std::size_t streams = 64;         // over one HTTP/2 connection: the words of 1,000 items in one round trip
constexpr std::size_t limited = 2;          // where the bandwidth has a limit, nothing is gained by more
constexpr milliseconds max_wait{250};       // between two questions whether to stop
constexpr milliseconds max_fetch_wait{50};  // while somebody watches for news meanwhile
constexpr milliseconds hasty_time{3'000};   // what is slower than this is left when there is another mirror
constexpr std::int64_t hasty_bytes = 3 * 5'000;

CURLM* open_multi() {
    CURLM* multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(connections));
    // As many are kept open between two requests, and between two updates; by default libcurl closes most of them.
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
    return multi;
}

/// What all transfers of one transport share.
struct Link {
    Link(HttpOptions http, Environment& surrounding) : options(std::move(http)), environment(surrounding) {}
    ~Link() {
        curl_multi_cleanup(beside);
        curl_multi_cleanup(main);
    }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    [[nodiscard]] std::size_t window() const {
        if (options.bytes_per_second > 0) return limited;
        return is_multiplexed ? streams : connections;
    }

    HttpOptions options;
    Environment& environment;
    CURLM* main = open_multi();
    CURLM* beside = nullptr;  ///< opened when it is needed
    bool is_multiplexed = false;
    bool is_hasty = false;
    std::int64_t bytes = 0;  ///< of transfers that have ended
};

/// Lets transfers run, some at a time. `make` creates the i-th one, `done` is called at its end.
class Batch {
public:
    using Make = std::function<Transfer&(std::size_t)>;
    using Done = std::function<void(std::size_t, CURLcode)>;

    Batch(Link& link, CURLM* multi, std::size_t count, Make make, Done done)
        : link_(link),
          multi_(multi),
          count_(count),
          make_(std::move(make)),
          done_(std::move(done)),
          measured_at_(link.environment.steady_now()) {}
    ~Batch() {
        for (const auto& [handle, entry] : active_)
            curl_multi_remove_handle(multi_, handle);
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    /// Goes on without waiting. True when all have ended.
    [[nodiscard]] bool go_on() {
        while (next_ < count_ && active_.size() < link_.window()) {
            Transfer& transfer = make_(next_);
            active_.emplace(transfer.handle(), std::pair(next_, &transfer));
            ++next_;
            curl_multi_add_handle(multi_, transfer.handle());
        }
        int running = 0;
        curl_multi_perform(multi_, &running);
        int waiting = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
            if (message->msg == CURLMSG_DONE) end(message->easy_handle, message->data.result);
        }
        if (link_.is_hasty && is_slow()) give_up(CURLE_OPERATION_TIMEDOUT);
        return next_ == count_ && active_.empty();
    }
    /// Until there is news, or for this long. A connection that became free does not wait until another one has news.
    void wait(milliseconds limit) const {
        const bool is_room = next_ < count_ && active_.size() < link_.window();
        if (!active_.empty() && !is_room) {
            curl_multi_poll(multi_, nullptr, 0, static_cast<int>(limit.count()), nullptr);
        }
    }
    /// Ends what is under way and what has not begun.
    void give_up(CURLcode reason) {
        while (!active_.empty())
            end(active_.begin()->first, reason);
        for (; next_ < count_; ++next_) {
            static_cast<void>(make_(next_));
            done_(next_, reason);
        }
    }

private:
    void end(CURL* handle, CURLcode code) {
        const auto [index, transfer] = active_.extract(handle).mapped();
        curl_multi_remove_handle(multi_, handle);
        link_.bytes += transfer->bytes_received();
        link_.is_multiplexed = link_.is_multiplexed || transfer->is_multiplexed();
        done_(index, code);
    }

    /// All transfers together: of many at a time over a thin line, each one is slow.
    [[nodiscard]] bool is_slow() {
        const milliseconds now = link_.environment.steady_now();
        if (now - measured_at_ < hasty_time) return false;
        std::int64_t bytes = link_.bytes;
        for (const auto& [handle, entry] : active_)
            bytes += entry.second->bytes_received();
        const bool is_slow = bytes - measured_ < hasty_bytes;
        measured_ = bytes;
        measured_at_ = now;
        return is_slow && !active_.empty();
    }

    Link& link_;
    CURLM* multi_;
    std::size_t count_;
    Make make_;
    Done done_;
    std::map<CURL*, std::pair<std::size_t, Transfer*>> active_{};
    std::size_t next_ = 0;
    std::int64_t measured_ = link_.bytes;
    milliseconds measured_at_;
};

class CurlPending final : public Pending {
public:
    CurlPending(Link& link, CURLM* multi, const std::string& base, const std::vector<Request>& requests)
        : answers_(requests.size(), Error{Code::unavailable, base + ": given up"}),
          transfers_(requests.size()),
          batch_(
              link, multi, requests.size(),
              [this, &link, base, requests](std::size_t i) -> Transfer& {
                  transfers_[i] = std::make_unique<SmallTransfer>(base, requests[i], link.options, link.environment);
                  return *transfers_[i];
              },
              [this](std::size_t i, CURLcode done) {
                  answers_[i] = transfers_[i]->finish(done);
                  transfers_[i].reset();
              }) {}

    [[nodiscard]] bool go_on(milliseconds limit) override {
        if (batch_.go_on()) return true;
        if (limit.count() == 0) return false;
        batch_.wait(limit);
        return batch_.go_on();
    }
    [[nodiscard]] std::vector<Result<Answer>> take() override { return std::move(answers_); }
    void stop() { batch_.give_up(CURLE_ABORTED_BY_CALLBACK); }

private:
    std::vector<Result<Answer>> answers_;
    std::vector<std::unique_ptr<SmallTransfer>> transfers_;
    Batch batch_;
};

class CurlTransport final : public Transport {
public:
    CurlTransport(std::string base, HttpOptions options, Environment& environment)
        : base_(std::move(base)), link_(std::move(options), environment) {}

    std::vector<Result<Answer>> get(const std::vector<Request>& requests) override {
        CurlPending pending(link_, link_.main, base_, requests);
        while (!pending.go_on(max_wait)) {
            if (!link_.environment.is_stopping()) continue;
            pending.stop();
            break;
        }
        return pending.take();
    }

    std::unique_ptr<Pending> begin(const std::vector<Request>& requests, Lane lane) override {
        if (lane == Lane::beside && link_.beside == nullptr) link_.beside = open_multi();
        return std::make_unique<CurlPending>(link_, lane == Lane::main ? link_.main : link_.beside, base_, requests);
    }

    void fetch(const std::vector<FileRequest>& requests, const std::function<void()>& asked,
               const std::function<bool()>& may_go_on, const Finished& finished) override {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            std::error_code error;
            const auto size = fs::file_size(requests[i].target, error);
            if (!error && static_cast<std::int64_t>(size) == requests[i].size)
                finished(i, content::hash_file(requests[i].target, content::limits::photo));
            else
                open.push_back(i);
        }
        if (open.empty()) return;
        std::vector<std::unique_ptr<FileTransfer>> transfers(open.size());
        Batch batch(
            link_, link_.main, open.size(),
            [&](std::size_t i) -> Transfer& {
                transfers[i] =
                    std::make_unique<FileTransfer>(base_, requests[open[i]], link_.options, link_.environment);
                const auto share = link_.options.bytes_per_second / static_cast<std::int64_t>(limited);
                curl_easy_setopt(transfers[i]->handle(), CURLOPT_MAX_RECV_SPEED_LARGE, static_cast<curl_off_t>(share));
                return *transfers[i];
            },
            [&](std::size_t i, CURLcode done) {
                const auto sha256 = transfers[i]->finish(done);
                transfers[i].reset();  // closes the file
                finished(open[i], sha256);
            });
        for (bool has_asked = false; !batch.go_on();) {
            if (!std::exchange(has_asked, true)) asked();
            if (link_.environment.is_stopping() || !may_go_on()) return batch.give_up(CURLE_ABORTED_BY_CALLBACK);
            batch.wait(max_fetch_wait);
        }
    }

    void set_hasty(bool is_hasty) override { link_.is_hasty = is_hasty; }
    [[nodiscard]] const std::string& base() const override { return base_; }
    [[nodiscard]] std::int64_t bytes_down() const override { return link_.bytes; }

private:
    std::string base_;
    Link link_;
};

}  // namespace

Result<std::unique_ptr<Transport>> open_transport(const std::string& base, const HttpOptions& options,
                                                  Environment& environment) {
    constexpr std::string_view file_scheme = "file://";
    if (base.starts_with("http://") || base.starts_with("https://")) {
        const bool has_query = base.find_first_of("?#") != std::string::npos;
        if (has_query || !is_server_address(base)) {
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
