#include "sync/agent/sync_state.h"

#include <array>
#include <system_error>

#include "content/base/canonical_json.h"
#include "content/base/files.h"
#include "content/base/limits.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Instant;
using content::JsonValue;

constexpr const char* table_key = "sync";
constexpr std::array clock_states = {ClockState::plausible, ClockState::behind, ClockState::unknown};
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

}  // namespace

std::string_view name(ClockState state) {
    switch (state) {
        case ClockState::plausible: return "plausible";
        case ClockState::behind: return "behind";
        case ClockState::unknown: break;
    }
    return "unknown";
}

std::string to_json(const SyncStatus& status) {
    JsonValue::Object object;
    add(object, "last_try", status.last_try);
    add(object, "last_success", status.last_success);
    add(object, "failure", status.failure);
    if (status.failure_code) object.emplace("failure_code", content::name(*status.failure_code));
    if (status.release) object.emplace("release", *status.release);
    add(object, "signed_at", status.signed_at);
    add(object, "expires", status.expires);
    object.emplace("clock", name(status.clock));
    add(object, "source", status.source);
    add(object, "bytes_down", status.bytes_down);
    add(object, "bytes_down_in_all", status.bytes_down_in_all);
    add(object, "queue_files", status.queue_files);
    add(object, "queue_bytes", status.queue_bytes);
    object.emplace("events", status.has_events);
    add(object, "repair", status.repair);
    add(object, "quarantine", status.quarantine);
    return content::to_compact_json(JsonValue(std::move(object)));
}

content::Result<SyncStatus> status_from_json(std::string_view bytes) {
    const auto json = content::parse_strict_json(bytes, "status");
    if (!json) return json.error();
    if (json->object() == nullptr) return Error{Code::bad_input, "status: expected an object"};
    SyncStatus status;
    status.last_try = time(*json, "last_try");
    status.last_success = time(*json, "last_success");
    status.failure = json->text_at("failure");
    for (const Code code : codes) {
        if (content::name(code) == json->text_at("failure_code")) status.failure_code = code;
    }
    if (json->find("release") != nullptr) status.release = json->number_at("release");
    status.signed_at = time(*json, "signed_at");
    status.expires = time(*json, "expires");
    for (const ClockState state : clock_states) {
        if (name(state) == json->text_at("clock")) status.clock = state;
    }
    status.source = json->text_at("source");
    status.bytes_down = json->number_at("bytes_down");
    status.bytes_down_in_all = json->number_at("bytes_down_in_all");
    status.queue_files = json->number_at("queue_files");
    status.queue_bytes = json->number_at("queue_bytes");
    const auto* events = json->find("events");
    status.has_events = events != nullptr && events->boolean() != nullptr && *events->boolean();
    status.repair = json->text_at("repair");
    status.quarantine = json->text_at("quarantine");
    return status;
}

std::string to_text(const SyncStatus& status) {
    std::string out;
    const auto line = [&](std::string_view label, const std::string& words) {
        if (!words.empty()) out += std::string(label) + ": " + words + "\n";
    };
    const auto when = [](const std::optional<Instant>& time) { return time ? content::to_iso(*time) : "never"; };
    line("release", status.release ? std::to_string(*status.release) : "none yet");
    line("last try", when(status.last_try));
    line("last success", when(status.last_success));
    line("failure", status.failure);
    line("source", status.source);
    if (status.signed_at) line("signed", when(status.signed_at) + ", accepted until " + when(status.expires));
    line("clock", std::string(name(status.clock)));
    line("events", status.has_events ? "connected" : "not connected; asking regularly");
    line("bytes down", std::to_string(status.bytes_down) + " in the last try, " +
                           std::to_string(status.bytes_down_in_all) + " in all");
    line("queue", std::to_string(status.queue_files) + " files, " + std::to_string(status.queue_bytes) + " bytes");
    line("repair", status.repair);
    line("quarantine", status.quarantine);
    return out;
}

fs::path status_file(const fs::path& cache) {
    return cache.parent_path() / "sync" / "status.json";
}

content::Result<SyncStatus> load_status(const fs::path& cache) {
    const auto bytes = content::read_file(status_file(cache), content::limits::state_record);
    if (!bytes) return bytes.error();
    return status_from_json(*bytes);
}

bool differs_in_substance(const SyncStatus& a, const SyncStatus& b) {
    SyncStatus other = b;
    other.last_try = a.last_try;
    other.last_success = a.last_success;
    other.bytes_down = a.bytes_down;
    other.bytes_down_in_all = a.bytes_down_in_all;
    other.queue_files = a.queue_files;
    other.queue_bytes = a.queue_bytes;
    return !(a == other);
}

content::Status save_status(const fs::path& cache, const SyncStatus& status) {
    std::error_code error;
    fs::create_directories(status_file(cache).parent_path(), error);
    const std::string json = to_json(status);
    if (auto written = content::write_file(status_file(cache), json); !written) return written;
    if (!fs::exists(cache, error)) return {};
    auto opened = content::Cache::open(cache);
    if (!opened) return opened.error();
    const auto known = opened->status(table_key);
    if (!known) return known.error();
    if (*known) {
        const auto before = status_from_json(**known);
        if (before && !differs_in_substance(*before, status)) return {};
    }
    return opened->set_status(table_key, json);
}

}  // namespace syncing
