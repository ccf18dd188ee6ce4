#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/items/items.h"
#include "sync/console/viewer.h"
#include "sync/programme/day.h"
#include "sync/screens/screen.h"

/// What staff see first: what is on the screens now, what comes next, what needs somebody, and the ways to change it.
namespace console {

/// One thing that needs somebody.
struct Need {
    std::string words{};  ///< a sentence
    Path path{"/today"};  ///< where something is done about it
    bool is_grave = false;
};

struct TodayPage {
    const content::Pack* pack = nullptr;       ///< null: this hub has none
    std::vector<programme::Row> next{};        ///< of the next two hours
    std::vector<screens::Screen> screens{};    ///< all present ones, those first that need attention
    std::optional<std::int64_t> release{};     ///< that is published
    std::vector<const content::Notice*> up{};  ///< notices and emergency messages
    std::vector<Need> needs{};
    bool may_tell = false;
    bool may_edit = false;
};
/// How many screens' pictures stand here; all of them are the fleet page's.
inline constexpr std::size_t pictures_today = 4;
[[nodiscard]] std::string today_page(const Viewer& viewer, const TodayPage& of);

}  // namespace console
