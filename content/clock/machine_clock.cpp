#include "content/clock/machine_clock.h"

#include <sys/timex.h>
#include <time.h>

#include <charconv>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/text.h"

namespace content {
namespace {

namespace fs = std::filesystem;

/// A note this old is written anew, so that `max_unsynchronised` counts from about the last synchronisation.
constexpr std::chrono::hours note_is_old{6};
/// The kernel writes a synchronised time into the battery-backed clock every 11 minutes, to the second.
constexpr std::chrono::seconds writing_takes{10};
constexpr std::size_t max_number_bytes = 32;
/// What the kernel gives as the greatest error of a clock that nothing has disciplined, in microseconds.
constexpr long max_error = 16'000'000;

/// Not by STA_UNSYNC: some time servers set it to keep the kernel from writing the battery-backed clock (as
/// ntp_synced() of systemd's timedated).
std::optional<bool> kernel_says() {
    timex request{};
    if (::adjtimex(&request) < 0) return std::nullopt;
    return request.maxerror < max_error;
}

std::optional<Instant> battery_clock(const fs::path& file) {
    const auto bytes = read_file(file, max_number_bytes);
    if (!bytes) return std::nullopt;
    const std::string_view digits = trim(*bytes);
    std::int64_t seconds = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return Instant(std::chrono::seconds(seconds));
}

std::chrono::seconds time_up() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds(time.tv_sec);
}

std::optional<ClockNote> read_note(const fs::path& file) {
    if (file.empty()) return std::nullopt;
    const auto bytes = read_file(file, limits::state_record);
    if (!bytes) return std::nullopt;
    const auto json = parse_strict_json(*bytes, file.string());
    if (!json) return std::nullopt;
    const auto at = parse_instant(json->text_at("at"), "UTC");
    if (!at || json->number_at("up") < 0) return std::nullopt;
    return ClockNote{json->text_at("boot"), *at, std::chrono::seconds(json->number_at("up")), json->flag_at("kept")};
}

}  // namespace

std::string boot_of_machine() {
    const auto bytes = read_file("/proc/sys/kernel/random/boot_id", 100);
    return bytes ? std::string(trim(*bytes)) : std::string();
}

ClockSources clock_sources_of_machine(std::string boot, const fs::path& root) {
    const fs::path synchronized = root / "run/systemd/timesync/synchronized";
    const fs::path battery = root / "sys/class/rtc/rtc0/since_epoch";
    return {[synchronized] {
                std::error_code error;
                return kernel_says().value_or(fs::exists(synchronized, error));
            },
            [battery] { return battery_clock(battery); }, time_up, std::move(boot)};
}

MachineClock::MachineClock(ClockSources sources, fs::path note, bool is_set_by_hand)
    : sources_(std::move(sources)), file_(std::move(note)), is_set_by_hand_(is_set_by_hand), note_(read_note(file_)) {}

ClockState MachineClock::look(Instant now, Instant earliest) {
    ClockFacts facts;
    facts.now = now;
    facts.earliest = earliest;
    facts.boot = sources_.boot;
    facts.up = sources_.up();
    facts.is_synchronised = sources_.is_synchronised();
    facts.battery = sources_.battery();
    facts.is_set_by_hand = is_set_by_hand_;
    facts.note = note_;
    const ClockState state = judge_clock(facts);
    if (state == ClockState::synchronised) remember(facts);
    return state;
}

/// Written a few times a day: what the note says changes when the battery-backed clock has got the time too.
void MachineClock::remember(const ClockFacts& facts) {
    const bool is_kept =
        facts.battery && facts.now < *facts.battery + writing_takes && *facts.battery < facts.now + writing_takes;
    const ClockNote note{facts.boot, facts.now, facts.up, is_kept};
    const bool is_same = note_ && note_->boot == note.boot && note_->is_kept == note.is_kept && note.at >= note_->at &&
                         note.at < note_->at + note_is_old;
    if (is_same) return;
    note_ = note;
    if (file_.empty()) return;
    const JsonValue json(JsonValue::Object{
        {"at", to_iso(note.at)}, {"boot", note.boot}, {"kept", note.is_kept}, {"up", std::int64_t{note.up.count()}}});
    // A folder that cannot be written to is left as it is: the note is in memory.
    static_cast<void>(write_file(file_, to_compact_json(json)));
}

}  // namespace content
