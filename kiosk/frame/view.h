#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/base/time.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/qr.h"
#include "kiosk/frame/staff_page.h"
#include "kiosk/text/geometry.h"
#include "kiosk/text/strings.h"
#include "kiosk/text/text.h"
#include "kiosk/text/theme.h"

/// How a scene is looked at: size, language, time, the person in front of it.
namespace kiosk {

/// What the pairing scene shows: where this screen stands with its hub, for the technician in front of it.
struct Pairing {
    std::string words;        ///< the two that a phone shows too: "lusab babad"; empty: no hub has given any
    std::string address;      ///< where a phone finds this screen, as the code; empty: not known
    std::string network;      ///< its own address there; empty: no network
    std::string hub;          ///< its name or address; empty: none has answered
    bool is_refused = false;  ///< the hub answered that it does not take this screen
    std::vector<std::string> mistakes{};  ///< in the technician's files, in words with file and line
    std::string trouble{};                ///< why there are no words, as the agent says it, in English
    bool is_unheard = false;  ///< no agent has said anything: nobody knows of a network or a hub, present or not

    bool operator==(const Pairing&) const = default;
};

/// Everything a frame depends on beside the content.
struct View {
    Size size{1920, 1080};
    content::Language language = content::Language::en;
    ThemeName theme = ThemeName::light;
    float text_scale = 1;  ///< the visitor's choice: 1, 1.3 or 1.6
    content::Instant now;
    /// False: nobody vouches for the clock, and `now` is the earliest that it can be. No clock, no "now", no relative
    /// times, nothing offered that may have closed; what is certainly over is left out.
    bool clock_trusted = true;
    std::optional<content::Instant> saved_at;  ///< offline for over 5 minutes: "Saved 10:05"
    bool panel_first = false;                  ///< every fourth loop the panel stands at the start side
    Pairing pairing;
    /// sha256 of photos that turned out broken or missing: a scene shows the topic's line art in their place.
    std::set<std::string> unusable_photos;
    /// Somebody browses: preferences, overlay, place in the text.
    std::optional<Browsing> browsing;
    /// What the staff scene shows; none: it has nothing to show.
    std::optional<StaffPage> staff;
};

/// The moment at which the call must be open that an address or a link is for. While nobody vouches for the clock any
/// call may have closed: its deadline is shown, and where to apply is not.
[[nodiscard]] inline content::Instant time_of_offers(content::Instant now, bool clock_trusted) {
    return clock_trusted ? now : content::Instant::max();
}
[[nodiscard]] inline content::Instant time_of_offers(const View& view) {
    return time_of_offers(view.now, view.clock_trusted);
}

/// What frames are built from: long-lived, owned by main, shared by every build_frame call of one thread.
struct Resources {
    const Tokens& tokens;
    const Strings& strings;
    Text& text;
    QrCodes& codes;
};

}  // namespace kiosk
