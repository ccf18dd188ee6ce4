#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/console/viewer.h"
#include "sync/screens/screen.h"
#include "sync/screens/standing.h"

/// What hangs where, and what it shows: the list, a list on paper, new screens.
namespace console {

/// Which of the screens a list shows.
struct FleetChoice {
    bool needs_attention = false;
    std::string place{};   ///< empty: all
    std::size_t page = 1;  ///< of those chosen, cards_on_page at a time; one too high is the last
};

/// So that a page stays quick to make and to read, however many screens there are; those in trouble are on the first.
inline constexpr std::size_t cards_on_page = 60;

struct FleetPage {
    std::vector<screens::Screen> screens{};  ///< all present ones, those first that need attention
    std::optional<std::int64_t> release{};   ///< that is published; none: nothing is
    FleetChoice choice{};
    bool may_pair = false;
    std::string said{};  ///< a key for a note
    bool may_prepare = false;
};
/// "3 of 4 screens show what is published".
[[nodiscard]] std::string fleet_summary(const Viewer& viewer, const std::vector<screens::Screen>& screens);
[[nodiscard]] std::string fleet_page(const Viewer& viewer, const FleetPage& fleet);

/// Of every named screen a card to cut out, with the code of its page; `address` is the hub's, with '/' at its end.
[[nodiscard]] std::string print_page(const Viewer& viewer, const std::vector<screens::Screen>& screens,
                                     const std::string& address);

struct PairPage {
    std::vector<screens::Screen> waiting{};
    std::optional<content::Instant> open_until{};  ///< for screens without a ticket
    std::string failure{};                         ///< a key of "pair."
};
[[nodiscard]] std::string pair_page(const Viewer& viewer, const PairPage& pairing);

}  // namespace console
