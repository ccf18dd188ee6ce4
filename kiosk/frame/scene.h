#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/base/time.h"

/// What picture is wanted, as a value with a name; frames are built from it (kiosk/scenes/build_frame.h).
namespace kiosk {

enum class SceneKind {
    highlight,
    programme,
    links,
    call,
    event,
    notice,
    emergency,
    clock,
    pairing,
    closed,   ///< outside opening hours: black, and the panel is off
    home,     ///< the first page of browsing
    stories,  ///< list of stories; id: a topic, or empty for all
    story,    ///< the article
    link,     ///< one link's code, enlarged
    search,
    staff,  ///< the page for staff, behind a PIN
};
enum class ProgrammeRange { automatic, today, week, upcoming };

/// What kind of picture to show, and of what.
struct Scene {
    SceneKind kind = SceneKind::clock;
    std::string id;  ///< item id; the template's name for an emergency that is no item ("leave_building")
    int page = 0;    ///< from 0; programme and links
    ProgrammeRange range = ProgrammeRange::automatic;
    std::optional<content::Date> day;  ///< programme of one day, while browsing
    /// In the attract loop, which is the same on screens of every size: the number of pages that one showing was
    /// planned with (0: not planned, `page` is the page), and the number of showings before this one.
    int planned_pages = 0;
    int showing = 0;

    bool operator==(const Scene&) const = default;
};

/// "highlight:slug", "programme", "programme:week:1", "links:1", "call:slug", "event:uid", "notice:id",
/// "emergency:leave_building", "clock", "pairing", "closed". "service", the old word for "staff", is read too. Code
/// bad_input: it is no scene.
[[nodiscard]] content::Result<Scene> parse_scene(std::string_view text);
[[nodiscard]] std::string to_string(const Scene& scene);
/// What interrupts the loop: an emergency, or a notice that fills the screen.
[[nodiscard]] bool is_urgent(const Scene& scene);

}  // namespace kiosk
