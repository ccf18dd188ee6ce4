#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/report/screen_picture.h"
#include "sync/screens/admission.h"
#include "sync/store/store.h"

/// Pictures of what is really on a screen's glass, because somebody asked: one of each screen, for a day.
namespace screens {

struct ScreenGlass {
    content::Instant asked{};
    std::optional<content::Instant> came{};  ///< when the answer came; none: not yet
    content::PictureAnswer state = content::PictureAnswer::taken;
    std::string scene{};  ///< empty: none, or somebody used the screen
    std::string png{};    ///< empty: there is no answer, or none with a picture
};

/// The screen is asked with its next report. Takes the place of what was asked, and taken, before. Code::not_found;
/// bad_input of one that has no name or is revoked.
[[nodiscard]] content::Status ask_glass(store::Store& store, std::int64_t screen, content::Instant now);
/// What is to be told to the screen; nothing when nothing is asked, or it was asked for long ago.
[[nodiscard]] content::Result<std::optional<std::string>> glass_wish(store::Store& store, std::int64_t screen,
                                                                     content::Instant now);
/// Nothing when nobody has asked for one in the last day.
[[nodiscard]] content::Result<std::optional<ScreenGlass>> glass_of(store::Store& store, std::int64_t screen,
                                                                   content::Instant now);

/// Keeps the answer to a wish, once. The refusal when it is nobody's: of a screen that is unknown or revoked, or of a
/// wish that this hub has not, or no more. Code::io.
[[nodiscard]] content::Result<std::optional<Answer>> take_glass(store::Store& store,
                                                                const report::SignedPicture& picture,
                                                                content::Instant now);
/// Those that are older than a day go. Only inside of a transaction; how many.
[[nodiscard]] int forget_glass(store::Store& store, content::Instant now);

}  // namespace screens
