#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/items/items.h"
#include "content/items/snapshot.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/staff_page.h"
#include "kiosk/text/strings.h"
#include "kiosk/text/text.h"
#include "kiosk/text/theme.h"

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
    home,     ///< browse home
    stories,  ///< list of stories; id: a topic, or empty for all
    story,    ///< reader
    link,     ///< one link's code, enlarged
    search,
    service,  ///< for staff, behind a code
};
enum class BoardRange { automatic, today, week, upcoming };

/// What kind of picture to show, and of what.
struct Scene {
    SceneKind kind = SceneKind::clock;
    std::string id;  ///< item id; the template's name for an emergency that is no item ("leave_building")
    int page = 0;    ///< from 0; programme and links
    BoardRange range = BoardRange::automatic;
    std::optional<content::Date> day;  ///< programme of one day, while browsing
    /// In the attract loop, which is the same on screens of every size: how many pages one showing was planned with (0:
    /// not planned, `page` is the page), and how many showings came before this one.
    int planned_pages = 0;
    int showing = 0;

    bool operator==(const Scene&) const = default;
};

/// "highlight:slug", "programme", "programme:week:1", "links:1", "call:slug", "event:uid", "notice:id",
/// "emergency:leave_building", "clock", "pairing".
[[nodiscard]] content::Result<Scene> parse_scene(std::string_view text);
[[nodiscard]] std::string to_string(const Scene& scene);

/// Where on this screen's wall something lies: physical, never mirrored.
enum class Arrow { left, right, up, down, up_left, up_right, down_left, down_right };

struct Exit {
    Arrow arrow = Arrow::left;
    int distance_m = 0;  ///< 0: not given
    content::PerLanguage<std::string> assembly_point;
};

/// Where a room lies as seen from this screen.
struct RoomDirection {
    Arrow arrow = Arrow::left;
    bool step_free = false;  ///< the way there has no steps

    bool operator==(const RoomDirection&) const = default;
};

/// The screen's profile (screen.toml): static facts about one installed panel. Defaults are for an unknown screen.
struct Screen {
    std::string name;
    std::vector<std::string> groups;
    double diagonal_inches = 0;  ///< 0: unknown, text factor 1
    int bottom_mm = 1100;
    int touch_distance_mm = 600;
    bool has_touch = true;
    bool has_audio = false;
    bool has_service_page = false;  ///< a PIN is set
    std::optional<Exit> exit;
    /// By the room's name as in the programme, in any language; rooms that are not here get no arrow.
    std::map<std::string, RoomDirection> rooms;
};

/// What the pairing scene shows; no program fills it yet (SCENES.md 2.14).
struct Pairing {
    std::string code;         ///< six signs; empty: no network
    std::string console_url;  ///< empty: not known
    std::string network;
    std::string hub;
    int minutes_left = 0;
};

/// Everything a frame depends on beside the content.
struct View {
    Size size{1920, 1080};
    content::Language language = content::Language::en;
    ThemeName theme = ThemeName::light;
    float text_scale = 1;  ///< the visitor's choice: 1, 1.3 or 1.6
    content::Instant now;
    bool clock_trusted = true;                 ///< false: no clock, no "now", no relative times; absolute times only
    std::optional<content::Instant> saved_at;  ///< offline for over 5 minutes: "Saved 10:05"
    bool panel_first = false;                  ///< every fourth loop the panel stands at the start side
    Pairing pairing;
    /// sha256 of photos that turned out broken or missing: a scene shows the topic's line art in their place.
    std::set<std::string> unusable_photos;
    /// Somebody browses: preferences, overlay, place in the text.
    std::optional<Browsing> browsing;
    /// What the service scene shows; none: there is nothing to show of it.
    std::optional<StaffPage> service;
};

/// What frames are built from: long-lived, owned by main, shared by every build_frame call of one thread.
struct Resources {
    const Tokens& tokens;
    const Strings& strings;
    Text& text;
};

/// The one way to get a picture. Pure but for the caches inside Text. An unknown id, an item outside its window or a
/// scene with nothing to say gives the clock scene: there is always something dignified to look at.
[[nodiscard]] Frame build_frame(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen,
                                const View& view, const Resources& resources);

}  // namespace kiosk
