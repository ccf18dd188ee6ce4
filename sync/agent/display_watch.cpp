#include "sync/agent/display_watch.h"

#include "content/cache/cache_reader.h"

namespace syncing {

using content::Verdict;

Result<std::optional<std::string>> DisplayWatch::look(Steady steady) {
    const auto report = content::read_display_report(folder_);
    if (!report) return report.error();
    const bool is_settled =
        (!report->record || report->record->state == content::DrawState::ended ||
         (report->record->state == content::DrawState::proven && report->record->release == proven_)) &&
        (!report->died || report->died == settled_);
    if (is_settled) return std::optional<std::string>();
    const auto reader = content::CacheReader::open(cache_);
    if (!reader) {
        if (reader.error().code == Code::not_found) return std::optional<std::string>();
        return reader.error();
    }
    const auto active = reader->active_release();
    if (!active) return active.error();
    if (!*active) return std::optional<std::string>();
    const auto verdict = judge_.look(*report, **active, boot_, steady);
    if (!verdict) {
        if (report->died && report->died->release != **active) settled_ = report->died;
        return std::optional<std::string>();
    }
    return act(*verdict);
}

/// The rows of the cache are anybody's: what counts is written down where only the agent writes.
Result<content::Restoring> DisplayWatch::take_back(const Verdict& verdict) const {
    const auto before = content::quarantine_rows(cache_);
    if (!before) return before.error();
    auto done = content::restore_former(cache_, verdict);
    if (!done || *done == content::Restoring::nothing) return done;
    const auto after = content::quarantine_rows(cache_);
    if (!after) return after.error();
    auto known = trust_.quarantine().value_or(*before);
    std::erase_if(known, [&](const auto& row) { return !after->contains(row.first); });  // only so many are kept
    for (const auto& [key, value] : *after) {
        if (!before->contains(key)) known.insert_or_assign(key, value);
    }
    if (auto saved = trust_.save(known); !saved) return saved.error();
    return done;
}

Result<std::optional<std::string>> DisplayWatch::act(const Verdict& verdict) {
    if (verdict.kind == Verdict::Kind::proven) {
        if (auto done = content::set_proven(cache_, verdict.record.release); !done) return done.error();
        proven_ = verdict.record.release;
        return std::optional<std::string>();
    }
    if (settled_ == verdict.record) return std::optional<std::string>();
    const auto done = take_back(verdict);
    if (!done && done.error().code != Code::not_found) return done.error();
    settled_ = verdict.record;
    if (!done) return std::optional<std::string>(done.error().message);
    if (*done == content::Restoring::nothing) return std::optional<std::string>();
    const auto quarantine = content::quarantine_of(cache_);
    if (!quarantine) return quarantine.error();
    std::string words = *done == content::Restoring::former_active ? "; the release before it is active again"
                                                                   : "; the item is left out";
    if (!quarantine->empty()) words = content::to_string(quarantine->front()) + words;
    return std::optional<std::string>(std::move(words));
}

}  // namespace syncing
