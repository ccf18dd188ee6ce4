#include "sync/publishing/publisher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "content/base/sha256.h"
#include "sync/screens/profile.h"

namespace publishing {
namespace {

using content::Instant;
using content::Result;
using content::Status;
using content::Steady;

// content/tool/kiosk_pack_exits.h
constexpr int exit_ok = 0;
constexpr int exit_usage = 2;
constexpr int exit_refused = 3;
constexpr int exit_nothing_new = 4;

/// Of what `kiosk-pack publish --json` prints; 0 when it cannot be read.
std::int64_t release_of(const std::string& output) {
    const auto release = content::read_document(
        output, "kiosk-pack", [](content::JsonFields& fields) { return fields.integer("release", 0); });
    return release ? *release : 0;
}

}  // namespace

std::chrono::seconds wait_after(int tries) {
    constexpr int first = 5;
    constexpr int longest = 60;
    constexpr int doublings = 4;
    return std::chrono::seconds(std::min(longest, first << std::clamp(tries - 1, 0, doublings)));
}

std::optional<Ending> ending_of(const ToolEnd& end, int tries) {
    const int code = end.code.value_or(-1);
    if (code == exit_ok) return Ending{State::published, release_of(end.output), {}};
    if (code == exit_nothing_new) return Ending{State::unchanged, release_of(end.output), {}};
    const bool is_hopeless = code == exit_refused || code == exit_usage || (!end.code && tries + 1 >= max_deaths);
    if (!is_hopeless) return std::nullopt;
    return Ending{State::refused, 0, end.errors.empty() ? std::string("kiosk-pack ended without a word") : end.errors};
}

Status Publisher::step(Instant now, Steady steady) {
    if (!is_busy()) return begin(now, steady);
    const auto end = tool_->look(steady);
    if (!end) return {};
    if (!std::exchange(is_looking_, false)) return finish(*end, now);
    if (auto kept = finish_looking(*end, now); !kept) return kept;
    return begin(now, steady);
}

Status Publisher::begin(Instant now, Steady steady) {
    auto waiting = jobs_.waiting();
    if (!waiting) return waiting.error();
    const auto due = std::ranges::find_if(*waiting, [&](const Job& job) { return job.next <= now; });
    if (due == waiting->end()) return begin_looking(now, steady);
    const Job first = *due;
    const auto is_apart = [&](const Job& job) {
        return job.kind != first.kind || (job.kind == Kind::restore && job.id != first.id);
    };
    std::erase_if(*waiting, is_apart);
    running_ = std::move(*waiting);
    const auto started = start(first, steady);
    return started ? Status() : finish({{}, {}, started.error().message + "\n"}, now);
}

Status Publisher::start(const Job& job, Steady steady) {
    switch (job.kind) {
        case Kind::release: return tool_->publish_pack(job.author, steady);
        case Kind::restore: return tool_->restore(job.version, job.author, steady);
        case Kind::profiles: break;
    }
    const auto profiles = screens::all_profiles(*database_);
    if (!profiles) return profiles.error();
    return tool_->publish_profiles(*profiles, steady);
}

Status Publisher::begin_looking(Instant now, Steady steady) {
    const auto asked = is_look_asked(*database_);
    if (!asked) return asked.error();
    if (!std::exchange(wants_pack_, false) && !*asked) return {};
    auto started = tool_->look_at_pack(steady);
    is_looking_ = started.has_value();
    if (started || !*asked) return started;
    auto kept = keep_look(*database_, {}, now);  // nobody waits for what cannot be
    return kept ? started : kept;
}

Status Publisher::finish_looking(const ToolEnd& end, Instant now) {
    pack_.reset();
    const std::string said = end.code == exit_ok ? end.output : std::string();
    auto state = read_pack_state(said, now);
    if (state) pack_ = std::move(*state);
    return keep_look(*database_, pack_ ? said : std::string(), now);
}

Status Publisher::finish(const ToolEnd& end, Instant now) {
    const std::vector<Job> jobs = std::exchange(running_, {});
    const auto ending = ending_of(end, jobs.front().tries);
    if (!ending) return jobs_.postpone(jobs, end.errors, now + wait_after(jobs.front().tries + 1));
    return database_->transaction([&]() -> Status {
        if (auto ended = jobs_.end(jobs, *ending, now); !ended) return ended;
        for (const Job& job : jobs) {
            const auto over = jobs_.find(job.id);
            if (!over) return over.error();
            if (!*over || (*over)->state != ending->state) continue;
            if (auto told = told_ ? told_(**over) : Status(); !told) return told;
            if (job.kind != Kind::restore || ending->state != State::published) continue;
            const auto next =
                jobs_.ask({Kind::release, fmt::format("restore-{}", job.id), job.account, job.author, {}}, now);
            if (!next) return next.error();
        }
        return {};
    });
}

Status Publisher::look_at_profiles(Instant now) {
    const auto profiles = screens::all_profiles(*database_);
    if (!profiles) return profiles.error();
    std::string all;
    for (const auto& [key, text] : *profiles)
        all += key + "\n" + text + "\n";
    const std::string hash = content::sha256(all);
    const auto newest = jobs_.newest(Kind::profiles, 1);
    if (!newest) return newest.error();
    if (newest->empty() ? profiles->empty() : newest->front().nonce.starts_with(hash)) return {};
    // The same profiles may come again, after others.
    const std::int64_t before = newest->empty() ? 0 : newest->front().id;
    const auto asked = jobs_.ask({Kind::profiles, fmt::format("{}-{}", hash, before), {}, {}, {}}, now);
    return asked ? Status() : Status(asked.error());
}

}  // namespace publishing
