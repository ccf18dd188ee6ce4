#include "sync/agent/sync_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Instant;
using content::JsonValue;

constexpr const char* table_key = "sync";
constexpr std::array codes = {Code::bad_input,   Code::too_large, Code::not_found, Code::io,
                              Code::unavailable, Code::untrusted, Code::outdated,  Code::unsupported};

void add(JsonValue::Object& object, const char* key, const std::optional<Instant>& time) {
    if (time && *time != Instant{}) object.emplace(key, content::to_iso(*time));
}
void add(JsonValue::Object& object, const char* key, const std::string& text) {
    if (!text.empty()) object.emplace(key, text);
}
void add(JsonValue::Object& object, const char* key, std::int64_t number) {
    if (number != 0) object.emplace(key, number);
}

std::optional<Instant> time(const JsonValue& json, std::string_view key) {
    const auto parsed = content::parse_instant(json.text_at(key), "UTC");
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// What is known of the time, and why; where nobody vouches for the clock, also what expires by.
std::string clock_words(const SyncState& state) {
    std::string words(content::describe(state.clock));
    if (content::is_vouched(state.clock) || !state.earliest) return words;
    return words + fmt::format("; nothing expires by it, but by {}", content::to_iso(*state.earliest));
}

}  // namespace

std::string to_json(const SyncState& state) {
    JsonValue::Object object;
    add(object, "last_try", state.last_try);
    add(object, "last_success", state.last_success);
    object.emplace("last_success_vouched", state.is_success_vouched);
    add(object, "failure", state.failure);
    if (state.failure_code) object.emplace("failure_code", content::name(*state.failure_code));
    if (state.release) object.emplace("release", *state.release);
    add(object, "signed_at", state.signed_at);
    add(object, "expires", state.expires);
    object.emplace("clock", content::name(state.clock));
    add(object, "earliest", state.earliest);
    add(object, "mirror", state.mirror);
    JsonValue::Array mirrors;
    for (const MirrorState& mirror : state.mirrors)
        mirrors.emplace_back(JsonValue::Object{{"base", mirror.base}, {"good", mirror.is_good}, {"said", mirror.said}});
    if (!mirrors.empty()) object.emplace("mirrors", std::move(mirrors));
    add(object, "bytes_down", state.bytes_down);
    add(object, "bytes_down_in_all", state.bytes_down_in_all);
    add(object, "queue_files", state.queue_files);
    add(object, "queue_bytes", state.queue_bytes);
    object.emplace("events", state.has_events);
    add(object, "repair", state.repair);
    add(object, "quarantine", state.quarantine);
    add(object, "machine", state.machine);
    return content::to_compact_json(JsonValue(std::move(object)));
}

content::Result<SyncState> state_from_json(std::string_view bytes) {
    const auto json = content::parse_strict_json(bytes, "status");
    if (!json) return json.error();
    if (json->object() == nullptr) return Error{Code::bad_input, "status: expected an object"};
    SyncState state;
    state.last_try = time(*json, "last_try");
    state.last_success = time(*json, "last_success");
    state.is_success_vouched = json->flag_at("last_success_vouched");
    state.failure = json->text_at("failure");
    for (const Code code : codes) {
        if (content::name(code) == json->text_at("failure_code")) state.failure_code = code;
    }
    if (json->find("release") != nullptr) state.release = json->number_at("release");
    state.signed_at = time(*json, "signed_at");
    state.expires = time(*json, "expires");
    for (const content::ClockState clock : content::clock_states) {
        if (content::name(clock) == json->text_at("clock")) state.clock = clock;
    }
    state.earliest = time(*json, "earliest");
    state.mirror = json->text_at("mirror");
    if (const auto* mirrors = json->find("mirrors"); mirrors != nullptr && mirrors->array() != nullptr) {
        for (const JsonValue& mirror : *mirrors->array()) {
            if (mirror.object() != nullptr) {
                state.mirrors.push_back({mirror.text_at("base"), mirror.text_at("said"), mirror.flag_at("good")});
            }
        }
    }
    state.bytes_down = json->number_at("bytes_down");
    state.bytes_down_in_all = json->number_at("bytes_down_in_all");
    state.queue_files = json->number_at("queue_files");
    state.queue_bytes = json->number_at("queue_bytes");
    state.has_events = json->flag_at("events");
    state.repair = json->text_at("repair");
    state.quarantine = json->text_at("quarantine");
    state.machine = json->text_at("machine");
    return state;
}

std::string to_text(const SyncState& state) {
    std::string out;
    const auto line = [&](std::string_view label, const std::string& words) {
        if (!words.empty()) out += fmt::format("{}: {}\n", label, words);
    };
    const auto when = [](const std::optional<Instant>& time) { return time ? content::to_iso(*time) : "never"; };
    line("release", state.release ? std::to_string(*state.release) : "none yet");
    line("last try", when(state.last_try));
    line("last success", when(state.last_success));
    line("failure", state.failure);
    line("mirror", state.mirror);
    if (state.mirrors.size() > 1) {
        for (const MirrorState& mirror : state.mirrors)
            line("mirror " + mirror.base, mirror.said);
    }
    if (state.signed_at)
        line("signed", fmt::format("{}, accepted until {}", when(state.signed_at), when(state.expires)));
    line("clock", clock_words(state));
    line("events", state.has_events ? "connected" : "not connected; asking regularly");
    line("bytes down", fmt::format("{} in the last try, {} in all", state.bytes_down, state.bytes_down_in_all));
    line("queue", fmt::format("{} files, {} bytes", state.queue_files, state.queue_bytes));
    line("repair", state.repair);
    line("quarantine", state.quarantine);
    line("machine", state.machine);
    return out;
}

fs::path state_file(const fs::path& cache) {
    return cache.parent_path() / "sync" / "status.json";
}

content::Result<SyncState> load_state(const fs::path& cache) {
    const auto bytes = content::read_file(state_file(cache), content::limits::state_record);
    if (!bytes) return bytes.error();
    return state_from_json(*bytes);
}

bool differs_in_substance(const SyncState& a, const SyncState& b) {
    SyncState other = b;
    other.last_try = a.last_try;
    other.last_success = a.last_success;
    other.bytes_down = a.bytes_down;
    other.bytes_down_in_all = a.bytes_down_in_all;
    other.queue_files = a.queue_files;
    other.queue_bytes = a.queue_bytes;
    if (a.failure.empty() == b.failure.empty()) other.failure = a.failure;
    const auto is_same = [](const MirrorState& x, const MirrorState& y) {
        return x.base == y.base && x.is_good == y.is_good;
    };
    if (std::ranges::equal(a.mirrors, b.mirrors, is_same)) other.mirrors = a.mirrors;
    return !(a == other);
}

content::Status save_state_file(const fs::path& cache, const SyncState& state) {
    std::error_code error;
    fs::create_directories(state_file(cache).parent_path(), error);
    return content::write_unsynced(state_file(cache), to_json(state));
}

content::Status save_state(const fs::path& cache, const SyncState& state) {
    if (auto written = save_state_file(cache, state); !written) return written;
    std::error_code error;
    if (!fs::exists(cache, error)) return {};
    auto opened = content::Cache::open(cache);
    if (!opened) return opened.error();
    const auto known = opened->status(table_key);
    if (!known) return known.error();
    if (*known) {
        const auto before = state_from_json(**known);
        if (before && !differs_in_substance(*before, state)) return {};
    }
    return opened->set_status(table_key, to_json(state));
}

content::Status StateWriter::write(const SyncState& state, content::Steady steady_now) {
    constexpr std::chrono::milliseconds file_interval{10'000};
    constexpr std::chrono::milliseconds table_interval{30'000};
    const bool is_urgent = !in_table_ || in_table_->release != state.release || in_table_->repair != state.repair ||
                           in_table_->quarantine != state.quarantine || in_table_->machine != state.machine;
    const bool is_table_due =
        differs_in_substance(in_table_.value_or(SyncState()), state) && steady_now - table_written_ >= table_interval;
    const bool is_file_due =
        !in_file_ || differs_in_substance(*in_file_, state) || steady_now - file_written_ >= file_interval;
    if (is_file_due || is_urgent || is_table_due) {
        in_file_ = state;
        file_written_ = steady_now;
    }
    if (is_urgent || is_table_due) {
        in_table_ = state;
        table_written_ = steady_now;
        return save_state(cache_, state);
    }
    return is_file_due ? save_state_file(cache_, state) : content::Status();
}

}  // namespace syncing
