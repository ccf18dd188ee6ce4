#include "content/cache/probation.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "content/base/descriptor.h"
#include "content/base/enum_names.h"
#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/text.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t record_size = 16 * 1024;  // a scene and an id are bounded by limits of packs, far below this

constexpr Names<DrawState, 5> draw_state_names = {{{DrawState::loading, "loading"},
                                                   {DrawState::drawing, "drawing"},
                                                   {DrawState::presented, "presented"},
                                                   {DrawState::proven, "proven"},
                                                   {DrawState::ended, "ended"}}};

fs::path record_path(const fs::path& folder) {
    return folder / "display.json";
}
fs::path died_path(const fs::path& folder) {
    return folder / "display-died.json";
}
fs::path lock_path(const fs::path& folder) {
    return folder / "display.lock";
}

std::optional<DrawRecord> read_record(const fs::path& path) {
    const auto bytes = read_file(path, record_size);
    if (!bytes) return std::nullopt;
    auto record = draw_record_from_json(*bytes);
    if (!record) return std::nullopt;
    return std::move(*record);
}

/// Whole or not at all for other processes; not synced, see the header.
Status replace_file(const fs::path& path, std::string_view bytes) {
    const fs::path temporary = path.string() + ".tmp";
    {
        ::unlink(temporary.c_str());  // a link that somebody put there must not be followed
        const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
        if (!file.is_open()) return file_error(temporary, "create", errno);
        if (!write_all(file.value(), bytes)) return file_error(temporary, "write", errno);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) return file_error(path, "replace", errno);
    return {};
}

}  // namespace

std::string to_json(const DrawRecord& record) {
    JsonValue::Object object{{"beat", record.beat},     {"boot", record.boot},
                             {"proven", record.proven}, {"release", record.release},
                             {"scene", record.scene},   {"state", name_of(draw_state_names, record.state)}};
    if (record.kind) {
        object["kind"] = name(*record.kind);
        object["id"] = record.id;
    }
    return to_compact_json(JsonValue(std::move(object)));
}

Result<DrawRecord> draw_record_from_json(std::string_view bytes) {
    const auto json = parse_strict_json(bytes, "display.json");
    if (!json) return json.error();
    const auto* beat = json->find_integer("beat");
    const auto* proven = json->find_integer("proven");
    const auto* release = json->find_integer("release");
    const auto* boot = json->find_string("boot");
    const auto* scene = json->find_string("scene");
    const auto* state_word = json->find_string("state");
    const auto state = state_word == nullptr ? std::nullopt : value_of(draw_state_names, *state_word);
    if (beat == nullptr || proven == nullptr || release == nullptr || boot == nullptr || scene == nullptr || !state) {
        return Error{Code::bad_input, "display.json: expected beat, boot, proven, release, scene and state"};
    }
    DrawRecord record{*release, *state, *scene, {}, {}, *beat, *proven, *boot};
    const auto* kind = json->find_string("kind");
    const auto* id = json->find_string("id");
    if (kind != nullptr && id != nullptr) {
        record.kind = parse_item_kind(*kind);
        if (!record.kind) return Error{Code::bad_input, "display.json: item of kind \"" + *kind + "\""};
        record.id = *id;
    }
    return record;
}

std::string boot_of_machine() {
    const auto bytes = read_file("/proc/sys/kernel/random/boot_id", 100);
    return bytes ? std::string(trim(*bytes)) : std::string();
}

Result<DrawJournal> DrawJournal::open(const fs::path& folder, std::string boot) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return file_error(folder, "create", error.value());
    DrawJournal journal(folder, Descriptor(::open(lock_path(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)));
    if (!journal.lock_.is_open()) return file_error(lock_path(folder), "create", errno);
    // Who only asks whether a display runs holds the lock for a moment: a few tries.
    bool is_locked = false;
    for (int i = 0; i < 20 && !is_locked; ++i) {
        is_locked = ::flock(journal.lock_.value(), LOCK_EX | LOCK_NB) == 0;
        if (!is_locked) ::usleep(10'000);
    }
    if (!is_locked) return Error{Code::unavailable, folder.string() + ": another display writes here"};
    if (auto before = read_record(record_path(folder))) {
        journal.last_.proven = before->proven;
        if (before->is_on_probation() && !boot.empty() && before->boot == boot) {
            if (auto kept = replace_file(died_path(folder), to_json(*before)); !kept) return kept.error();
            // From now on it speaks of this process, which has not begun to draw.
            before->state = DrawState::ended;
            if (auto told = replace_file(record_path(folder), to_json(*before)); !told) return told.error();
        }
    }
    const auto died = read_record(died_path(folder));
    if (died && died->release != journal.last_.proven) journal.deadly_ = died->release;
    journal.last_.boot = std::move(boot);
    return journal;
}

Status DrawJournal::write(DrawRecord record) {
    record.beat = last_.beat + 1;
    record.boot = last_.boot;
    record.proven = record.state == DrawState::proven ? record.release : last_.proven;
    last_ = std::move(record);
    return replace_file(record_path(folder_), to_json(last_));
}

Result<DisplayReport> read_display_report(const fs::path& folder) {
    DisplayReport report;
    Descriptor lock(::open(lock_path(folder).c_str(), O_RDONLY | O_CLOEXEC));
    if (!lock.is_open() && errno == ENOENT) return report;
    if (!lock.is_open()) return file_error(lock_path(folder), "open", errno);
    // Before the records: a process that dies in between is then still one that runs, and is judged the next time.
    const int asked = ::flock(lock.value(), LOCK_SH | LOCK_NB);
    const int number = errno;
    lock.close();
    if (asked != 0 && number != EWOULDBLOCK) return file_error(lock_path(folder), "ask", number);
    report.is_running = asked != 0;
    report.record = read_record(record_path(folder));
    report.died = read_record(died_path(folder));
    return report;
}

std::optional<Verdict> ProbationJudge::look(const DisplayReport& report, std::int64_t active, std::string_view boot,
                                            Steady steady) {
    if (report.died && report.died->release == active) return Verdict{Verdict::Kind::died, *report.died};
    const bool is_relevant = report.record && report.record->release == active && !boot.empty() &&
                             (report.record->boot == boot || report.record->state == DrawState::proven);
    if (!is_relevant || report.record->state == DrawState::ended) {
        seen_.reset();
        return std::nullopt;
    }
    const DrawRecord& record = *report.record;
    if (record.state == DrawState::proven) return Verdict{Verdict::Kind::proven, record};
    if (seen_ != record) {
        seen_ = record;
        since_ = steady;
    }
    if (!report.is_running) return Verdict{Verdict::Kind::died, record};
    if (steady - since_ >= max_silence) return Verdict{Verdict::Kind::hung, record};
    return std::nullopt;
}

}  // namespace content
