#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/cache/search.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/sensitive_text.h"

/// The visitor's part of a View: what a scene may know about the person in front of it.
namespace kiosk {

enum class Reach { standard, low };
enum class Contrast { standard, high };
enum class MotionChoice { gentle, none };
enum class TimeToRead { standard, no_limit };
enum class ReadAloud { off, on };
/// How loud reading aloud is. Every visit begins with `normal` (EN 301 549 5.1.3.13).
enum class Volume { quiet, normal, loud };

/// What the visitor chose, until the visit ends.
struct Preferences {
    content::Language language = content::Language::en;
    float text_scale = 1;  ///< 1, 1.3 or 1.6
    Contrast contrast = Contrast::standard;
    Reach reach = Reach::standard;
    MotionChoice motion = MotionChoice::gentle;
    TimeToRead time = TimeToRead::standard;
    ReadAloud read_aloud = ReadAloud::off;
    Volume volume = Volume::normal;

    bool operator==(const Preferences&) const = default;
};

/// What lies over the scene.
enum class Overlay { none, accessibility, languages, idle_warning };

/// Which letters the on-screen keyboard shows.
enum class KeyboardLayout { of_language, latin, cyrillic, arabic };

/// Present in a View while somebody browses: scenes then draw the browse bar instead of the language strip.
struct Browsing {
    Preferences preferences;
    Overlay overlay = Overlay::none;
    Scroll scroll;
    std::optional<int> dragged_to;  ///< pixels by which a finger has the text scrolled now, in place of `scroll`
    SensitiveText query;
    std::vector<content::Hit> hits;  ///< of the query, by search_hits; the caller fills them in for the search scene
    KeyboardLayout keyboard = KeyboardLayout::of_language;
    int focus = -1;                 ///< index of the target with the focus ring; -1: no ring
    int warning_seconds_left = 20;  ///< idle warning
    bool can_go_back = false;
    std::string notice;       ///< id of the notice in the banner over the scene; empty: no banner
    float banner_height = 0;  ///< pixels over the bar that the scene leaves to the banner; build_frame fills it in

    bool operator==(const Browsing&) const = default;
};

}  // namespace kiosk
