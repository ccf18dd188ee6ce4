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

Result<std::optional<std::string>> DisplayWatch::act(const Verdict& verdict) {
    if (verdict.kind == Verdict::Kind::proven) {
        if (auto done = content::set_proven(cache_, verdict.record.release); !done) return done.error();
        proven_ = verdict.record.release;
        return std::optional<std::string>();
    }
    if (settled_ == verdict.record) return std::optional<std::string>();
    const auto done = content::restore_former(cache_, verdict);
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
