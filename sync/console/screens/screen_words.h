#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "sync/console/viewer.h"
#include "sync/screens/screen.h"
#include "sync/screens/standing.h"

/// One screen in words; for cards, and for its own page.
namespace console {

/// Its name, or that it is new.
[[nodiscard]] Html screen_name(const Viewer& viewer, const screens::Screen& screen);
/// A shape, a colour and a word: "Showing", "Silent since 10:05".
[[nodiscard]] Html state_mark(const Viewer& viewer, const screens::Screen& screen);
/// "Story · English", of a scene and a language as a display tells them.
[[nodiscard]] std::string scene_words(const Viewer& viewer, std::string_view scene, std::string_view language_code);
/// The same of what a screen shows, or "Somebody is using it".
[[nodiscard]] std::string shown_words(const Viewer& viewer, const screens::Screen& screen);
/// Whether it has what is published: "Has release 12", "Release 12 is on its way; it has 11".
[[nodiscard]] Html content_fact(const Viewer& viewer, const screens::Screen& screen,
                                const std::optional<std::int64_t>& published);
[[nodiscard]] std::string concern_words(const Viewer& viewer, screens::Concern concern, const screens::Screen& screen);
/// "lusab babad": what a screen that waits shows, and what the person in front of it compares.
[[nodiscard]] Html pairing_words(const Viewer& viewer, const screens::Screen& screen);

/// Why something was refused (screens/refusal.h), in the viewer's words; what no catalogue has stays English and says
/// so.
[[nodiscard]] Html refusal_words(const Viewer& viewer, const content::Error& error);

}  // namespace console
