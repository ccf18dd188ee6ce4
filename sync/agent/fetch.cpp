#include "sync/agent/fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "sync/transport/backoff.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr int fruitless_cycles = 4;  // through all mirrors, without a single byte: about half a minute
constexpr int all_cycles = 200;      // a server that sends a byte each time must not hold us for ever
constexpr const char* given_up = "given up for a newer release";
constexpr milliseconds first_pause{500};
constexpr milliseconds max_pause{30'000};

class Fetching {
public:
    Fetching(const std::vector<Transport*>& mirrors, const std::vector<MissingFile>& files, const fs::path& folder,
             Environment& environment, const FetchCalls& calls)
        : mirrors_(mirrors),
          folder_(folder),
          environment_(environment),
          calls_(calls),
          lies_(mirrors.size()),
          pending_(files) {}
    ~Fetching() {
        for (Transport* mirror : mirrors_)
            mirror->set_hasty(false);
    }
    Fetching(const Fetching&) = delete;
    Fetching& operator=(const Fetching&) = delete;

    Status run(std::size_t first) {
        Backoff pause(first_pause, max_pause);
        int fruitless = 0;
        for (std::size_t i = 0; i < mirrors_.size(); ++i)
            order_.push_back((first + i) % mirrors_.size());
        for (int cycle = 0; cycle < all_cycles; ++cycle) {
            const std::int64_t before = missing_bytes();
            may_help_ = false;
            const std::vector<std::size_t> order = order_;
            for (std::size_t i = 0; i < order.size() && !pending_.empty(); ++i) {
                const std::size_t mirror = order[i];
                if (lies_[mirror]) continue;
                mirrors_[mirror]->set_hasty(i + 1 < order.size());
                ask(mirror);
                if (fatal_) return *fatal_;
                // What it did not bring goes to the next one, and this one behind all others.
                const auto place = std::ranges::find(order_, mirror);
                if (is_blamed_) std::rotate(place, place + 1, order_.end());
                if (environment_.is_stopping()) return Error{Code::unavailable, "stopped"};
            }
            if (pending_.empty()) return {};
            const bool has_progress = missing_bytes() < before;
            fruitless = has_progress ? 0 : fruitless + 1;
            if (has_progress) pause.reset();
            // Who says "there is none" or lies will say so again in a second.
            if (!may_help_ && !has_progress) break;
            if (fruitless == fruitless_cycles) break;
            if (auto waited = wait(pause.next(environment_.random())); !waited) return waited;
        }
        return last_;
    }

private:
    /// There may be news meanwhile.
    Status wait(milliseconds pause) {
        constexpr milliseconds step{500};
        for (; pause > milliseconds(0); pause -= step) {
            environment_.sleep(std::min(pause, step));
            if (environment_.is_stopping()) return Error{Code::unavailable, "stopped"};
            if (!calls_.may_go_on()) return Error{Code::unavailable, given_up};
        }
        return {};
    }

    [[nodiscard]] fs::path place_of(const MissingFile& file) const { return folder_ / file.sha256; }

    [[nodiscard]] std::int64_t missing_bytes() const {
        std::int64_t bytes = 0;
        for (const MissingFile& file : pending_) {
            std::error_code error;
            const auto size = fs::file_size(place_of(file), error);
            bytes += file.size + 1 - (error ? 0 : static_cast<std::int64_t>(size));
        }
        return bytes;
    }

    void ask(std::size_t mirror) {
        std::vector<FileRequest> requests;
        requests.reserve(pending_.size());
        for (const MissingFile& file : pending_)
            requests.push_back({file.path, file.size, place_of(file)});
        is_blamed_ = false;
        std::vector<bool> is_done(pending_.size());
        std::vector<bool> is_resumed;
        for (const MissingFile& file : pending_) {
            std::error_code error;
            const auto size = fs::file_size(place_of(file), error);
            is_resumed.push_back(!error && size > 0);
        }
        const auto finished = [&](std::size_t i, const Result<std::string>& sha256) {
            if (fatal_) return;
            is_blamed_ = is_blamed_ || !sha256;
            const auto done = sha256 ? accept(mirror, pending_[i], *sha256, is_resumed[i]) : Status(sha256.error());
            is_done[i] = done.has_value();
            if (done) return;
            last_ = done.error().in(pending_[i].name);
            if (done.error().code == Code::io) fatal_ = last_;
            may_help_ = may_help_ || done.error().code == Code::unavailable;
        };
        const auto may_go_on = [&] {
            if (!calls_.may_go_on()) fatal_ = Error{Code::unavailable, given_up};
            return !fatal_;
        };
        mirrors_[mirror]->fetch(requests, calls_.meanwhile, may_go_on, finished);
        std::vector<MissingFile> rest;
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            if (!is_done[i]) rest.push_back(std::move(pending_[i]));
        }
        pending_ = std::move(rest);
    }

    Status accept(std::size_t mirror, const MissingFile& file, const std::string& sha256, bool is_resumed) {
        std::error_code error;
        if (sha256 == file.sha256) {
            auto taken = calls_.take(file, place_of(file));
            if (taken) return taken;
            fs::remove(place_of(file), error);
            fatal_ = taken.error();
            return taken;
        }
        fs::remove(place_of(file), error);
        const std::string words = "wrong bytes (TUF 5.7.3)";
        is_blamed_ = is_blamed_ || !is_resumed;
        // Of a file that was begun by another mirror, or before a power cut, nobody knows whose bytes are wrong.
        if (is_resumed) return Error{Code::unavailable, words + "; from the beginning again"};
        lies_[mirror] = true;
        return Error{Code::untrusted, fmt::format("{}: {}", mirrors_[mirror]->base(), words)};
    }

    const std::vector<Transport*>& mirrors_;
    const fs::path& folder_;
    Environment& environment_;
    const FetchCalls& calls_;
    std::vector<std::size_t> order_{};
    std::vector<bool> lies_;
    std::vector<MissingFile> pending_;
    std::optional<Error> fatal_{};
    Error last_{Code::unavailable, "no mirror is left"};
    bool may_help_ = false;
    bool is_blamed_ = false;  ///< the mirror that was asked last has failed
};

}  // namespace

Status fetch_files(const std::vector<Transport*>& mirrors, std::size_t first, const std::vector<MissingFile>& files,
                   const fs::path& folder, Environment& environment, const FetchCalls& calls) {
    if (files.empty()) return {};
    return Fetching(mirrors, files, folder, environment, calls).run(first);
}

}  // namespace syncing
