#include "sync/publishing/publisher.h"

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
    const auto release = content::read_document(output, "kiosk-pack", [](content::JsonFields& fields) {
        return fields.integer("release", 0, std::numeric_limits<std::int64_t>::max());
    });
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
    return end ? finish(*end, now) : Status();
}

Status Publisher::begin(Instant now, Steady steady) {
    auto waiting = jobs_.waiting();
    if (!waiting) return waiting.error();
    const auto due = std::ranges::find_if(*waiting, [&](const Job& job) { return job.next <= now; });
    if (due == waiting->end()) return {};
    const Kind kind = due->kind;
    std::erase_if(*waiting, [&](const Job& job) { return job.kind != kind; });
    Status started;
    if (kind == Kind::release) {
        started = tool_->publish_pack(steady);
    } else {
        const auto profiles = screens::all_profiles(*database_);
        if (!profiles) return profiles.error();
        started = tool_->publish_profiles(*profiles, steady);
    }
    running_ = std::move(*waiting);
    return started ? Status() : finish({{}, {}, started.error().message + "\n"}, now);
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
            if (!*over || (*over)->state != ending->state || !told_) continue;
            if (auto told = told_(**over); !told) return told;
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
    const auto asked = jobs_.ask(Kind::profiles, hash + "-" + std::to_string(before), {}, now);
    return asked ? Status() : Status(asked.error());
}

}  // namespace publishing
