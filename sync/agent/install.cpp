#include "sync/agent/install.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "content/cache/cache_quarantine.h"
#include "content/cache/cache_repair.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

/// A small photo comes with the words, and the screen changes once.
constexpr milliseconds patience_for_photos{1'000};

bool is_photo(const MissingFile& file) {
    return file.name.starts_with("photos/");
}

}  // namespace

fs::path download_folder(const fs::path& cache) {
    return cache.parent_path() / "sync" / "downloads";
}

Result<UpdateReport> Installation::run(const AcceptedRelease& release, const std::vector<Transport*>& mirrors,
                                       std::size_t first) {
    forget_downloads(release);
    ReleaseBuilder builder(cache_);
    if (auto fetched = fetch(release, mirrors, first, builder); !fetched) {
        if (watch_ != nullptr && watch_->has_news()) {
            UpdateReport report;
            report.outcome = UpdateOutcome::superseded;
            report.release = state_.release.value_or(0);
            report.files = files_;
            return report;
        }
        if (missing_words_ == 0 && !environment_.is_stopping()) {
            activate_words(release, builder, mirrors.empty() ? WordsAre::compared : WordsAre::new_here);
        }
        return fetched.error();
    }
    auto done = activate(release, builder, Photos::all);
    if (!done && builder.found_damage()) {
        const auto dropped =
            content::drop_damaged_blobs(options_.cache, [this] { return !environment_.is_stopping(); });
        if (!dropped) return dropped.error();
        state_.repair = fmt::format("{}: {} damaged blobs were dropped ({})", content::to_iso(environment_.now()),
                                    *dropped, done.error().message);
        if (auto fetched = fetch(release, mirrors, first, builder); !fetched) return fetched.error();
        done = activate(release, builder, Photos::all);
    }
    if (!done) return done.error();
    // Of a release that was taken back nothing is new; the one before it stays.
    const auto active = cache_.active_release();
    if (!active) return active.error();
    state_.release = *active;
    UpdateReport report;
    report.release = active->value_or(0);
    report.files = files_;
    if (*done == content::Activation::activated) {
        report.outcome = UpdateOutcome::activated;
        if (options_.progress) options_.progress();
        if (auto collected = cache_.collect_garbage(); !collected) return collected.error();
    }
    return report;
}

Result<content::Activation> Installation::activate(const AcceptedRelease& release, ReleaseBuilder& builder,
                                                   Photos photos) {
    auto contents = builder.finish(release.targets, release.number, release.created);
    if (!contents) return contents.error();
    if (photos == Photos::those_here) {
        const auto absent = cache_.missing_blobs(contents->media);
        if (!absent) return absent.error();
        std::erase_if(contents->media, [&](const std::string& hash) { return absent->contains(hash); });
    }
    const auto quarantine = content::quarantine_of(options_.cache);
    if (!quarantine) return quarantine.error();
    *contents = content::without_quarantined(std::move(*contents), *quarantine);
    if (auto flushed = flush_trust_(); !flushed) return flushed.error();
    auto done = cache_.activate(*contents);
    has_activated_ = has_activated_ || (done && *done == content::Activation::activated);
    return done;
}

/// Once a release: what fails here is tried again, and said, when the photos are here or by the next update.
void Installation::activate_words(const AcceptedRelease& release, ReleaseBuilder& builder, WordsAre words) {
    if (std::exchange(has_tried_words_, true)) return;
    const auto before = cache_.active_release();
    if (!before || (*before == release.number && words == WordsAre::new_here)) return;
    if (const auto done = activate(release, builder, Photos::those_here); !done) return;
    if (const auto active = cache_.active_release()) state_.release = *active;
    if (options_.progress) options_.progress();
}

Status Installation::fetch(const AcceptedRelease& release, const std::vector<Transport*>& mirrors, std::size_t first,
                           ReleaseBuilder& builder) {
    std::vector<MissingFile> missing;
    std::map<std::string, const ReleaseTarget*> by_hash;
    state_.queue_bytes = 0;
    std::vector<std::string> hashes;
    hashes.reserve(release.targets.size());
    for (const ReleaseTarget& target : release.targets)
        hashes.push_back(target.file.sha256);
    const auto absent = cache_.missing_blobs(hashes);
    if (!absent) return absent.error();
    std::vector<ReleaseTarget> present;
    for (const ReleaseTarget& target : release.targets) {
        if (!absent->contains(target.file.sha256)) {
            present.push_back(target);
            continue;
        }
        if (!by_hash.emplace(target.file.sha256, &target).second) continue;
        missing.push_back(target.file);
        state_.queue_bytes += target.file.size;
    }
    state_.queue_files = static_cast<std::int64_t>(missing.size());
    missing_words_ = std::ranges::count_if(missing, [](const MissingFile& file) { return !is_photo(file); });
    if (missing.empty()) return {};
    if (mirrors.empty()) return Error{Code::not_found, missing.front().name + ": not whole in the cache"};
    if (auto reserved = reserve_space(missing); !reserved) return reserved;
    // Small files first: words are there while photos are still under way.
    std::ranges::stable_sort(missing, {}, is_photo);
    milliseconds words_came = environment_.steady_now();
    FetchCalls calls;
    // What fails meanwhile is tried again, and said, by run().
    calls.meanwhile = [&] {
        static_cast<void>(flush_trust_());
        static_cast<void>(builder.read_known(present));
    };
    calls.may_go_on = [&] {
        if (missing_words_ == 0 && environment_.steady_now() - words_came >= patience_for_photos) {
            activate_words(release, builder, WordsAre::new_here);
        }
        return watch_ == nullptr || !watch_->has_news();
    };
    calls.take = [&](const MissingFile& file, const fs::path& path) -> Status {
        if (auto taken = builder.take(*by_hash.at(file.sha256), path); !taken) return taken;
        ++files_;
        --state_.queue_files;
        state_.queue_bytes -= file.size;
        if (!is_photo(file) && --missing_words_ == 0) {
            words_came = environment_.steady_now();
            static_cast<void>(builder.read_known(release.targets));
        }
        if (options_.progress) options_.progress();
        return {};
    };
    return fetch_files(mirrors, first, missing, download_folder(options_.cache), environment_, calls);
}

Status Installation::reserve_space(const std::vector<MissingFile>& missing) {
    constexpr std::int64_t for_database = 8 * 1024 * 1024;  // its log grows to 4 MB before it is folded in
    constexpr std::int64_t unpacked = 6;                    // items unpack to at most about so much
    const fs::path folder = download_folder(options_.cache);
    std::int64_t needed = for_database;
    for (const MissingFile& file : missing) {
        std::error_code error;
        const auto here = fs::file_size(folder / file.sha256, error);
        needed += is_photo(file) ? file.size : file.size * unpacked;
        if (!error) needed -= std::min(file.size, static_cast<std::int64_t>(here));
    }
    const auto usable = [&]() -> Result<std::int64_t> {
        const auto free = environment_.free_space(folder);
        if (!free) return free.error();
        return *free - *free / 10;  // a disk without any space harms more than this program
    };
    auto space = usable();
    if (space && *space < needed) {
        if (auto collected = cache_.collect_garbage(); !collected) return collected;
        space = usable();
    }
    if (!space) return space.error();
    if (*space >= needed) return {};
    return Error{Code::io, fmt::format("the disk is short: the release needs {} bytes and {} can be used; nothing was "
                                       "changed",
                                       needed, *space)};
}

/// What was begun of other releases.
void Installation::forget_downloads(const AcceptedRelease& release) const {
    std::set<std::string> wanted;
    for (const ReleaseTarget& target : release.targets)
        wanted.insert(target.file.sha256);
    std::vector<fs::path> others;
    std::error_code error;
    const fs::path folder = download_folder(options_.cache);
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (!wanted.contains(entry->path().filename().string())) others.push_back(entry->path());
    }
    for (const fs::path& path : others)
        fs::remove(path, error);
}

}  // namespace syncing
