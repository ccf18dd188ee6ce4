#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/base/time.h"
#include "sync/report/hub_answer.h"
#include "sync/report/screen_report.h"
#include "sync/screens/picture.h"

/// Screens as values: what the database has of them.
namespace screens {

/// What a hub knows of one screen, without its history.
struct Screen {
    std::int64_t id = 0;  ///< of this hub; short, for lists and addresses
    std::string key;      ///< the public key, 64 hexadecimal digits
    report::Standing standing = report::Standing::waiting;
    std::string name;  ///< empty: none yet
    std::string place;
    std::vector<std::string> groups{};
    std::string nonce;  ///< for report::two_words()
    content::Instant enrolled{};
    content::Instant changed{};                    ///< when it was named, replaced or revoked last
    std::optional<std::int64_t> replaced_by{};     ///< the id of the screen that has its name now
    std::int64_t sequence = 0;                     ///< of the newest report; 0: none yet
    std::string boot;                              ///< of the newest report
    std::optional<content::Instant> seen{};        ///< when a report came last, over the network
    std::optional<content::Instant> twins{};       ///< since when two machines have its key
    std::optional<content::Instant> behind{};      ///< since when it shows another release than its mirrors have
    std::optional<content::Instant> dark{};        ///< since when no display of it has written what is on the glass
    std::int64_t clock_ahead = 0;                  ///< seconds of its clock before the hub's, by the newest report
    std::optional<Picture> picture{};              ///< of what is on its glass; none: the hub has not looked yet
    std::optional<report::ScreenReport> report{};  ///< the newest one, without first_seen, played and ticket
};

/// One machine that was heard with a screen's key.
struct Boot {
    std::string boot;
    std::string model;
    std::string address;
    content::Instant first{};
    content::Instant last{};
};

/// What a person gives a screen.
struct Naming {
    std::string name;
    std::string place;
    std::vector<std::string> groups{};
};

/// How a report came, and what the hub knows at that moment.
struct Arrival {
    std::optional<std::string> address{};  ///< of who sent it; none: on a stick, which a person brought
    content::Instant now{};
    std::int64_t published = 0;  ///< the release that is served; 0: not known
};

}  // namespace screens
