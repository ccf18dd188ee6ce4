#pragma once

#include <functional>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/items/snapshot.h"
#include "kiosk/app/options.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"

/// Pictures of scenes as PNG files, without a display (`kiosk --frame`), and the view they and the first picture have.
namespace kiosk {

struct FrameRequest {
    const Options& options;
    const content::Snapshot& snapshot;
    const Screen& screen;
    Resources resources;
    content::Instant now;
    bool clock_trusted = true;                                  ///< as View::clock_trusted
    std::optional<content::Instant> saved_at;                   ///< as View::saved_at
    std::function<void(const std::string&)> log;                ///< hears of photos that could not be shown
    std::optional<Pairing> pairing{};                           ///< as View::pairing
    std::function<void(const std::string& path)> written = {};  ///< hears of each file of many
    /// Hears the hash of each picture as glass.json has it, with its sides as in most loops and as in each fourth one.
    std::function<void(const std::string& hash, const std::string& swapped)> hashed = {};
};

/// The view that the options ask for on this screen.
[[nodiscard]] View view_of(const Options& options, const content::Snapshot& snapshot, const Screen& screen,
                           content::Instant now, bool clock_trusted = true);

/// Writes `options.scene` to `options.frame`, or every scene into the folder `options.frame_all`. Code bad_input: there
/// is no such scene; the message names those that there are.
[[nodiscard]] content::Status write_frames(const FrameRequest& request);

/// Lays out and draws the words of the first scene while the window opens, so that its fonts are read and its layouts
/// made. A wrong guess about the screen only costs time that would be spent waiting. `begins` hears which scene that
/// is; false: leave it.
void rehearse(const FrameRequest& request, const std::function<bool(const Scene&, content::Language)>& begins);

}  // namespace kiosk
