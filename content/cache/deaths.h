#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/items/item_kind.h"

/// What the displays of a screen died of, and who is accused of it: values and rules, without files or clocks. A
/// display that was ended from outside (kill, memory, power) has not died in this sense and is not in the book.
///
///   an item      when it killed two displays that had lived with others, and was never shown without harm in between
///   a release    when two displays in a row died before they had shown a picture of it, and one lives with another
///                release, or with none; or as an item, when a scene of its loop that is about no item killed them
///   the machine  when deaths are of different things, or of one that is shown without harm at other times
///
/// A machine that fails at random fails sooner or later at the same thing twice. So an item or release needs one death
/// more for each other thing that displays died of, up to five.
namespace content {

struct Death {
    std::int64_t release = 0;
    std::string scene{};             ///< that was drawn last: "highlight:asean"; empty: the release was being read
    std::string language{};          ///< of the scene
    std::optional<ItemKind> kind{};  ///< of the item that the scene is about, if it is about one
    std::string id{};
    std::string sha256{};         ///< of the item's bytes: a mended item is another one
    bool is_visit = false;        ///< somebody was using the screen
    std::int64_t lived_with = 0;  ///< other scenes of the release that this display had shown without harm
    std::string cause{};          ///< for people: "SIGSEGV"
    Instant at{};
    bool has_lived_since = false;  ///< the scene was shown later without harm

    bool operator==(const Death&) const = default;
};

struct Verdict {
    enum class Kind { item, release, machine } kind = Kind::machine;
    std::int64_t deaths = 0;  ///< that led to it
    Death last{};             ///< of them

    bool operator==(const Verdict&) const = default;
};

/// Everything that is remembered, oldest first.
struct DeathBook {
    static constexpr std::size_t max_entries = 16;  ///< of each kind: the newest stay
    static constexpr Instant::duration max_age = std::chrono::days(7);

    std::string program{};             ///< which build of the display this is about
    std::int64_t proven = 0;           ///< newest release of which every scene was shown without harm; 0: none
    std::vector<std::int64_t> seen{};  ///< releases of which any scene was
    std::vector<Death> deaths{};       ///< that nobody but perhaps the machine was accused of
    std::vector<Verdict> verdicts{};

    bool operator==(const DeathBook&) const = default;
};

/// A death at `now` or a little earlier. What is older than `max_age` is forgotten first.
[[nodiscard]] std::optional<Verdict> note_death(DeathBook& book, Death death, Instant now);
/// A scene was up for a while. False: nothing is new by that, and the book need not be written.
[[nodiscard]] bool note_lived(DeathBook& book, std::int64_t release, std::string_view scene, std::string_view language);
/// The display lives with `release` (0: without content) for a while now.
[[nodiscard]] std::optional<Verdict> note_survival(DeathBook& book, std::int64_t release);
/// Whether note_survival() with another release would accuse this one.
[[nodiscard]] bool is_suspended(const DeathBook& book, std::int64_t release);
/// Forgets deaths, and the machine's guilt, from `max_age` before `now` and earlier.
void forget_old(DeathBook& book, Instant now);
/// Another build of the display: what killed its predecessor need not kill it.
void begin_program(DeathBook& book, std::string_view program);

/// What a display does with a release, so that nobody sees it die again and again.
struct Precautions {
    bool avoids_release = false;          ///< another one is shown, or none
    std::set<std::string> left_out{};     ///< hashes of items
    std::set<std::string> held_back{};    ///< hashes of items that are shown after all others have lived
    std::set<std::string> left_scenes{};  ///< of the loop, in place of which the clock is shown
    std::set<std::string> held_scenes{};  ///< the same until all others have lived

    bool operator==(const Precautions&) const = default;
};
[[nodiscard]] Precautions precautions(const DeathBook& book, std::int64_t release);

/// "SIGSEGV when showing highlight:asean (story asean) of release 7".
[[nodiscard]] std::string to_string(const Death& death);
/// "the display died 2 times, last by SIGSEGV when showing ...".
[[nodiscard]] std::string reason(const Verdict& verdict);
/// A sentence for staff.
[[nodiscard]] std::string to_string(const Verdict& verdict);
/// The same for one verdict whenever it is read, and another one for every other verdict.
[[nodiscard]] std::string identity(const Verdict& verdict, std::string_view program);

/// Canonical JSON. Reading takes what has the right form and is within the limits, and leaves out the rest: whoever
/// damaged the file must not make a display fail. Code::bad_input when it is no object at all.
[[nodiscard]] std::string to_json(const DeathBook& book);
[[nodiscard]] Result<DeathBook> death_book_from_json(std::string_view bytes);
[[nodiscard]] std::string to_json(const Death& death);
[[nodiscard]] Result<Death> death_from_json(std::string_view bytes);

}  // namespace content
