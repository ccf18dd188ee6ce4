#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "content/base/enum_names.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

/// What a hub found out about the picture on a screen's glass, by drawing the same one itself.
namespace screens {

enum class PictureState {
    same,     ///< each pixel, but for the edge onto which pictures are moved
    differs,  ///< it shows something else than it should
    unknown,  ///< it could not be compared; Why says why
};
inline constexpr content::Names<PictureState, 3> picture_names = {
    {{PictureState::same, "same"}, {PictureState::differs, "differs"}, {PictureState::unknown, "unknown"}}};

/// Why a picture could not be compared.
enum class Why {
    nothing,        ///< it was
    in_use,         ///< somebody uses the screen, whose picture is theirs
    moving,         ///< no hash came with the report
    other_release,  ///< the hub draws the newest one only
    own_words,      ///< the two words of a screen that waits, the page for staff: only that screen knows them
    own_settings,   ///< its screen.toml says more than the hub knows, or it does not say whether
    other_version,  ///< its program is another one than the hub draws with
    cut_off,        ///< it may say since when it shows a saved copy
    no_renderer,    ///< the hub has no program that draws
    failed,         ///< the drawing failed
};
inline constexpr content::Names<Why, 10> why_names = {{{Why::nothing, "nothing"},
                                                       {Why::in_use, "in-use"},
                                                       {Why::moving, "moving"},
                                                       {Why::other_release, "other-release"},
                                                       {Why::own_words, "own-words"},
                                                       {Why::own_settings, "own-settings"},
                                                       {Why::other_version, "other-version"},
                                                       {Why::cut_off, "cut-off"},
                                                       {Why::no_renderer, "no-renderer"},
                                                       {Why::failed, "failed"}}};

struct Picture {
    PictureState state = PictureState::unknown;
    Why why = Why::nothing;
    std::string drawn{};  ///< the hash of what the hub drew, which is the name of its picture; empty: none
    int width = 0;        ///< of the whole picture
    int height = 0;
    content::Instant since{};    ///< how it has been so
    content::Instant checked{};  ///< when it was looked at last

    bool operator==(const Picture&) const = default;
};

/// Keeps what was found out last; `since` stays while the state does. A part of the caller's transaction.
/// Code::not_found.
[[nodiscard]] content::Status note_picture(store::Store& store, std::int64_t screen, const Picture& picture);

}  // namespace screens
