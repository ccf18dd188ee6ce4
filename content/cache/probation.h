#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/base/steady.h"
#include "content/items/item_kind.h"

/// A new release is on probation until the display has presented every scene of it once. Until then the display says
/// what it is about to draw, in a small file that outlives a crash; the agent, which writes the cache, judges by it.
/// Not here: what is done about a verdict (content/cache/cache_quarantine.h).
///
///   display.json       the newest record; replaced by rename, not synced: it must outlive the process, not the machine
///   display-died.json  the last record of a process that died on probation, kept by the one after it
///   display.lock       locked (flock) by the display while it lives, however it ends
namespace content {

enum class DrawState {
    loading,    ///< reading the release from the cache
    drawing,    ///< about to draw `scene`
    presented,  ///< `scene` was presented; it is still up
    proven,     ///< every scene was presented once: nothing more is written for this release
    ended,      ///< the display ended in good order
};

struct DrawRecord {
    std::int64_t release = 0;
    DrawState state = DrawState::loading;
    std::string scene{};             ///< for people: "highlight:asean"
    std::optional<ItemKind> kind{};  ///< of the item that the scene is about, if it is about one
    std::string id{};
    std::int64_t beat = 0;    ///< grows with every record of a process
    std::int64_t proven = 0;  ///< newest release of which every scene was presented; 0: none
    std::string boot{};       ///< of the machine: a power cut is no crash

    bool operator==(const DrawRecord&) const = default;
    /// Whether a process that says nothing more after this has died of it.
    [[nodiscard]] bool is_on_probation() const { return state != DrawState::proven && state != DrawState::ended; }
};

/// Canonical JSON; `from` refuses everything else with Code::bad_input.
[[nodiscard]] std::string to_json(const DrawRecord& record);
[[nodiscard]] Result<DrawRecord> draw_record_from_json(std::string_view bytes);

/// Which start of the machine this is (Linux: /proc/sys/kernel/random/boot_id); empty when it cannot be known, and then
/// no death is ever judged from display.json alone.
[[nodiscard]] std::string boot_of_machine();

/// The display's side: one process at a time.
class DrawJournal {
public:
    /// Makes the folder, locks it, and keeps the last record of a process that died. Code::io; unavailable when another
    /// display writes here.
    [[nodiscard]] static Result<DrawJournal> open(const std::filesystem::path& folder, std::string boot);

    /// The last release that an earlier process died of, unless that release has been proven since.
    [[nodiscard]] std::optional<std::int64_t> deadly_release() const { return deadly_; }
    [[nodiscard]] std::int64_t proven() const { return last_.proven; }
    /// The rest of the record is filled in. Returns the error of a failing disk, which must not stop the display.
    [[nodiscard]] Status write(DrawRecord record);

private:
    DrawJournal(std::filesystem::path folder, Descriptor lock) : folder_(std::move(folder)), lock_(std::move(lock)) {}

    std::filesystem::path folder_;
    Descriptor lock_;
    DrawRecord last_;
    std::optional<std::int64_t> deadly_;
};

/// What can be seen of the display from another process.
struct DisplayReport {
    std::optional<DrawRecord> record{};
    std::optional<DrawRecord> died{};
    bool is_running = false;
};
/// A file that is missing or unreadable gives no record. Code::io when the lock cannot be tested.
[[nodiscard]] Result<DisplayReport> read_display_report(const std::filesystem::path& folder);

struct Verdict {
    enum class Kind { proven, died, hung } kind = Kind::proven;
    DrawRecord record;  ///< what was proven, or what the display was about to do
};

/// Watches one display. Pure but for its memory of when a record was first seen.
class ProbationJudge {
public:
    /// A display on probation writes at least every four seconds.
    static constexpr Steady max_silence{10'000};

    /// `active` is the active release of the cache, `boot` this start of the machine, `steady` a clock that never
    /// jumps. Nothing: go on watching. The same verdict comes again until the active release is another one.
    [[nodiscard]] std::optional<Verdict> look(const DisplayReport& report, std::int64_t active, std::string_view boot,
                                              Steady steady);

private:
    std::optional<DrawRecord> seen_;
    Steady since_{0};
};

}  // namespace content
