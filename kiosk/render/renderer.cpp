#include "kiosk/render/renderer.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/items/item_title.h"
#include "kiosk/display/picture_hash.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/machine/wall_clock.h"
#include "kiosk/paint/image.h"
#include "kiosk/paint/motion.h"
#include "kiosk/paint/png.h"
#include "kiosk/paint/still.h"
#include "kiosk/render/gallery.h"
#include "kiosk/render/look.h"
#include "kiosk/scenes/build_frame.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;
using content::Pack;
using content::Result;

constexpr std::size_t text_budget = 8UL * 1024 * 1024;

/// What is wanted at an instant: a scene of the loop with all that the loop knows of it, or another.
struct Wanted {
    Scene scene;
    content::Language language = content::Language::en;
    bool panel_first = false;
};

/// A name has not all of a scene: which of how many showings this is, is known by the loop only.
Wanted wanted_of(const RenderRequest& request, const Pack& pack, const Screen& screen, int swap_every) {
    const ScheduledSlide slide = choose_slide(pack, screen, request.at, request.clock_trusted);
    const bool is_scheduled = !request.scene || to_string(*request.scene) == to_string(slide.scene);
    const int every = std::max(1, swap_every);
    Wanted wanted{is_scheduled ? slide.scene : *request.scene,
                  request.language.value_or(is_scheduled ? slide.language : pack.edition.default_language),
                  slide.loop % every == every - 1};
    if (request.sides != Sides::as_scheduled) wanted.panel_first = request.sides == Sides::swapped;
    return wanted;
}

View view_of(const RenderRequest& request, const Wanted& wanted, const Screen& screen, const Pack& pack) {
    View view;
    view.size = request.size;
    view.language = wanted.language;
    // Where nobody knows the zone, nobody knows the time.
    view.clock_trusted = request.clock_trusted && content::is_known_zone(pack.edition.zone);
    const auto by_hour = theme_of_hour(request.at, pack.edition.zone, view.clock_trusted);
    view.theme = request.theme.value_or(screen.theme.value_or(by_hour));
    view.text_scale = request.text_scale;
    view.now = request.at;
    view.saved_at = request.saved_at;
    view.panel_first = wanted.panel_first;
    return view;
}

std::string title_of(const Scene& scene, content::Language language, const Pack& pack) {
    const auto title = [&](const auto* item) {
        return item == nullptr ? std::string() : content::title_of(*item, language, pack.edition);
    };
    switch (scene.kind) {
        case SceneKind::highlight:
        case SceneKind::story: return title(content::find_item(pack.stories, scene.id));
        case SceneKind::call: return title(content::find_item(pack.calls, scene.id));
        case SceneKind::event: return title(content::find_item(pack.events, scene.id));
        case SceneKind::link: return title(content::find_item(pack.links, scene.id));
        case SceneKind::notice: return title(content::find_item(pack.notices, scene.id));
        default: return {};
    }
}

}  // namespace

std::vector<Turn> turns_of(const RenderRequest& request, const Pack& pack, const Screen& screen) {
    std::vector<Turn> turns;
    content::Instant now = request.at;
    for (int slide = 0; slide < std::min(request.slides, max_turns); ++slide) {
        const ScheduledSlide next = choose_slide(pack, screen, now, request.clock_trusted);
        const auto language = request.language.value_or(next.language);
        turns.push_back({now, next.scene, language, title_of(next.scene, language, pack)});
        now = next.until;
    }
    return turns;
}

Renderer::Renderer(RenderParts parts) : parts_(std::move(parts)), painter_(parts_.resources.text, text_budget) {}

Result<RenderAnswer> Renderer::answer(const RenderRequest& request) {
    const auto snapshot = parts_.content(request);
    if (!snapshot) return snapshot.error();
    if (!screen_ || screen_->first != request.settings) {
        auto screen = parts_.screen(request.settings);
        if (!screen) return screen.error();
        screen_.emplace(request.settings, std::move(*screen));
    }
    if (request.ask != Ask::turns) {
        Screen screen = screen_->second;
        if (!request.exit_confirmed) screen.exit.reset();
        return draw(request, **snapshot, screen);
    }
    RenderAnswer answer;
    answer.id = request.id;
    answer.release = (*snapshot)->release;
    answer.turns = turns_of(request, (*snapshot)->pack, screen_->second);
    return answer;
}

Result<RenderAnswer> Renderer::draw(const RenderRequest& request, const content::Snapshot& snapshot,
                                    const Screen& screen) {
    const Tokens& tokens = parts_.resources.tokens;
    if (request.scene && !exists(*request.scene, snapshot.pack))
        return Error{Code::bad_input, fmt::format("scene: there is no \"{}\"", to_string(*request.scene))};
    const Wanted wanted = wanted_of(request, snapshot.pack, screen, tokens.side_swap_every_loops);
    const auto build = [&](const View& view) {
        return build_frame(wanted.scene, snapshot, screen, view, parts_.resources);
    };
    Still still = paint_still(build, view_of(request, wanted, screen, snapshot.pack), *snapshot.blobs, painter_);
    RenderAnswer answer;
    answer.id = request.id;
    answer.release = snapshot.release;
    answer.scene = wanted.scene;
    answer.language = wanted.language;
    answer.version = parts_.version;
    answer.look = hash_of_look(screen, request.theme, request.text_scale);
    answer.frame = hash_of_picture(still.pixels, burn_in_margin(tokens.shift_u * unit_of(still.pixels.size)));
    answer.until = still.frame.next_change;
    answer.reports = std::move(still.reports);
    if (request.ask != Ask::picture) return answer;
    auto png = png_of(narrowed(std::move(still.pixels), request.picture_width));
    if (!png) return png.error();
    answer.png = std::move(*png);
    return answer;
}

}  // namespace kiosk
