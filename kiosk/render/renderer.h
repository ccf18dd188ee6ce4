#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "content/base/result.h"
#include "content/items/snapshot.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"
#include "kiosk/paint/paint.h"
#include "kiosk/render/render_request.h"

namespace kiosk {

/// What a Renderer asks; it has no files of its own.
struct RenderParts {
    Resources resources;
    std::string version;  ///< of this program
    /// The content of a request, as new as it is there. Called for each; what has not changed comes back as before.
    std::function<content::Result<std::shared_ptr<const content::Snapshot>>(const RenderRequest&)> content;
    /// The screen that the settings of a profile describe. Code::bad_input: what is wrong in them, with its line.
    std::function<content::Result<Screen>(const std::string& settings)> screen;
};

/// Draws what a screen shows: the display's own scenes, loop and painter, and so its pixels. One picture after the
/// other; fonts, layouts and texts stay from one to the next. The instant is an argument: a Renderer knows no clock.
class Renderer {
public:
    explicit Renderer(RenderParts parts);

    /// Code::bad_input: settings, or there is no such scene; not_found: there is no content.
    [[nodiscard]] content::Result<RenderAnswer> answer(const RenderRequest& request);

private:
    [[nodiscard]] content::Result<RenderAnswer> draw(const RenderRequest& request, const content::Snapshot& snapshot,
                                                     const Screen& screen);

    RenderParts parts_;
    Painter painter_;
    /// Of the last settings: read once, while the same come again.
    std::optional<std::pair<std::string, Screen>> screen_{};
};

/// The next slides from `request.at` on, `request.slides` of them at most, as choose_slide() has them.
[[nodiscard]] std::vector<Turn> turns_of(const RenderRequest& request, const content::Pack& pack, const Screen& screen);

}  // namespace kiosk
