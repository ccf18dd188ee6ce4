#include "sync/agent/fetch.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include "sync/agent/backoff.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr int fruitless_cycles = 4;  // through all mirrors, without a single byte: about half a minute
constexpr int all_cycles = 200;      // a server that sends a byte each time must not hold us for ever
constexpr milliseconds first_pause{500};
constexpr milliseconds max_pause{30'000};

class Fetching {
public:
    Fetching(const std::vector<Transport*>& mirrors, const std::vector<MissingFile>& files, const fs::path& folder,
             Environment& environment, const std::function<void()>& meanwhile, const TakeFile& take)
        : mirrors_(mirrors),
          folder_(folder),
          environment_(environment),
          meanwhile_(meanwhile),
          take_(take),
          lies_(mirrors.size()),
          pending_(files) {}

    Status run(std::size_t first) {
        Backoff pause(first_pause, max_pause);
        int fruitless = 0;
        for (int cycle = 0; cycle < all_cycles; ++cycle) {
            const std::int64_t before = missing_bytes();
            may_help_ = false;
            for (std::size_t i = 0; i < mirrors_.size() && !pending_.empty(); ++i) {
                const std::size_t mirror = (first + i) % mirrors_.size();
                if (lies_[mirror]) continue;
                ask(mirror);
                if (fatal_) return *fatal_;
                if (environment_.is_stopping()) return Error{Code::unavailable, "stopped"};
            }
            if (pending_.empty()) return {};
            const bool has_progress = missing_bytes() < before;
            fruitless = has_progress ? 0 : fruitless + 1;
            if (has_progress) pause.reset();
            // Who says "there is none" or lies will say so again in a second.
            if (!may_help_ && !has_progress) break;
            if (fruitless == fruitless_cycles) break;
            environment_.sleep(pause.next(environment_.random()));
        }
        return last_;
    }

private:
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
        std::vector<bool> is_done(pending_.size());
        std::vector<bool> is_resumed;
        for (const MissingFile& file : pending_) {
            std::error_code error;
            const auto size = fs::file_size(place_of(file), error);
            is_resumed.push_back(!error && size > 0);
        }
        mirrors_[mirror]->fetch(requests, meanwhile_, [&](std::size_t i, const Result<std::string>& sha256) {
            if (fatal_) return;
            const auto done = sha256 ? accept(mirror, pending_[i], *sha256, is_resumed[i]) : Status(sha256.error());
            is_done[i] = done.has_value();
            if (done) return;
            last_ = done.error().in(pending_[i].name);
            if (done.error().code == Code::io) fatal_ = last_;
            may_help_ = may_help_ || done.error().code == Code::unavailable;
        });
        std::vector<MissingFile> rest;
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            if (!is_done[i]) rest.push_back(std::move(pending_[i]));
        }
        pending_ = std::move(rest);
    }

    Status accept(std::size_t mirror, const MissingFile& file, const std::string& sha256, bool is_resumed) {
        std::error_code error;
        if (sha256 == file.sha256) {
            auto taken = take_(file, place_of(file));
            if (taken) return taken;
            fs::remove(place_of(file), error);
            fatal_ = taken.error();
            return taken;
        }
        fs::remove(place_of(file), error);
        const std::string words = "wrong bytes (TUF 5.7.3)";
        // Of a file that was begun by another mirror, or before a power cut, nobody knows whose bytes are wrong.
        if (is_resumed) return Error{Code::unavailable, words + "; from the beginning again"};
        lies_[mirror] = true;
        return Error{Code::untrusted, mirrors_[mirror]->base() + ": " + words};
    }

    const std::vector<Transport*>& mirrors_;
    const fs::path& folder_;
    Environment& environment_;
    const std::function<void()>& meanwhile_;
    const TakeFile& take_;
    std::vector<bool> lies_;
    std::vector<MissingFile> pending_;
    std::optional<Error> fatal_{};
    Error last_{Code::unavailable, "no mirror is left"};
    bool may_help_ = false;
};

}  // namespace

Status fetch_files(const std::vector<Transport*>& mirrors, std::size_t first, const std::vector<MissingFile>& files,
                   const fs::path& folder, Environment& environment, const std::function<void()>& meanwhile,
                   const TakeFile& take) {
    if (files.empty()) return {};
    return Fetching(mirrors, files, folder, environment, meanwhile, take).run(first);
}

}  // namespace syncing
