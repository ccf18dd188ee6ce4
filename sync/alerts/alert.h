#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "content/base/enum_names.h"
#include "content/base/time.h"

/// What somebody is told of: as values.
namespace alerts {

enum class Kind {
    outage,        ///< of many screens at once: their network, or the hub
    silent,        ///< one screen does not report
    no_picture,    ///< its agent reports, and no display of it
    two_machines,  ///< with one key
    machine,       ///< a machine is suspected: its display died for no item's fault
    quarantine,    ///< a screen does not show an item or a release, because displays died of it
    mismatch,      ///< a screen shows other pixels than it should
    exit,          ///< nobody has confirmed at the panel the way out that its settings give
    disk,          ///< of a screen
    hub_disk,
    depot,        ///< what is published cannot be read
    role,         ///< of the depot: it was not signed anew in time
    certificate,  ///< of the hub's address
};
inline constexpr content::Names<Kind, 13> kind_names = {{{Kind::outage, "outage"},
                                                         {Kind::silent, "silent"},
                                                         {Kind::no_picture, "no-picture"},
                                                         {Kind::two_machines, "two-machines"},
                                                         {Kind::machine, "machine"},
                                                         {Kind::quarantine, "quarantine"},
                                                         {Kind::mismatch, "mismatch"},
                                                         {Kind::exit, "exit"},
                                                         {Kind::disk, "disk"},
                                                         {Kind::hub_disk, "hub-disk"},
                                                         {Kind::depot, "depot"},
                                                         {Kind::role, "role"},
                                                         {Kind::certificate, "certificate"}}};

/// Something that is wrong. One of a kind and subject is one alert, however long it lasts.
struct Cause {
    Kind kind = Kind::silent;
    std::string subject{};                       ///< number of a screen, a place (empty: all), a role; of others empty
    std::map<std::string, std::string> facts{};  ///< what sentences need: names and numbers as they were then

    bool operator==(const Cause&) const = default;
};

/// "silent: Foyer M", for the log.
[[nodiscard]] inline std::string log_words(const Cause& cause) {
    std::string what(content::name_of(kind_names, cause.kind));
    const auto name = cause.facts.find("name");
    const std::string& of = name == cause.facts.end() ? cause.subject : name->second;
    return of.empty() ? what : what + ": " + of;
}

struct Alert {
    std::int64_t id = 0;  ///< 0: not written yet
    Cause cause{};
    content::Instant begun{};
    std::optional<content::Instant> well{};          ///< since when it is over, which is not believed at once
    std::optional<content::Instant> ended{};         ///< none: it is open
    std::optional<content::Instant> acknowledged{};  ///< somebody looks after it
    /// Id of an account; "duty" or "second" by a mail's link; "token:NAME" of a program; "machine".
    std::string acknowledged_by{};
    std::optional<content::Instant> escalated{};  ///< when the second person was told
    bool is_flapping = false;                     ///< it had ended a short while before

    bool operator==(const Alert&) const = default;
};

enum class News {
    begun,
    ended,
    unanswered,  ///< nobody has acknowledged it: for the second person
};
inline constexpr content::Names<News, 3> news_names = {
    {{News::begun, "begun"}, {News::ended, "ended"}, {News::unanswered, "unanswered"}}};

/// What is to be told.
struct Event {
    News news = News::begun;
    Alert alert{};
};

}  // namespace alerts
