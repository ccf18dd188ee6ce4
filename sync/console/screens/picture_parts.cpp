#include "sync/console/screens/picture_parts.h"

#include <cmath>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/screens/screen_words.h"

namespace console {
namespace {

using screens::Picture;
using screens::PictureState;
using screens::Screen;

/// Pictures are made so wide (sync/eye/eye_limits.h).
constexpr int shown_width = 480;

std::string verdict_words(const Viewer& viewer, const Picture& picture) {
    switch (picture.state) {
        case PictureState::same: return viewer.say("picture.same");
        case PictureState::differs: return viewer.say("picture.differs");
        case PictureState::unknown: break;
    }
    return viewer.say("picture.why_" + std::string(content::name_of(screens::why_names, picture.why)));
}

Html verdict(const Viewer& viewer, const Picture& picture) {
    const bool is_same = picture.state == PictureState::same;
    const Html mark =
        picture.state == PictureState::differs ? icon(Icon::square) : icon(is_same ? Icon::tick : Icon::ring);
    return element(Tag::p, {{Attr::css, is_same ? "fact" : "fact dim"}}, {mark, verdict_words(viewer, picture)});
}

Html image(const Viewer& viewer, const Screen& screen, const Picture& picture) {
    if (picture.drawn.empty() || picture.width <= 0) return {};
    const int width = picture.width < shown_width ? picture.width : shown_width;
    const int height = static_cast<int>(std::lround(static_cast<double>(picture.height) * width / picture.width));
    const std::string words = viewer.say("picture.alt", {{"shown", shown_words(viewer, screen)}});
    return element(Tag::img, {{Attr::css, height > width ? "picture tall" : "picture"},
                              {Link::src, Path("/screens/pictures") / picture.drawn},
                              {Attr::alt, words},
                              {Attr::width, std::to_string(width)},
                              {Attr::height, std::to_string(height)}});
}

Html turn_line(const Viewer& viewer, const ComingTurn& turn) {
    const std::string when = viewer.words->second(turn.at, viewer.zone);
    Children line = {
        element(Tag::time, {{Attr::datetime, content::to_iso(turn.at)}}, {element(Tag::strong, {}, {when})}),
        element(Tag::span, {}, {scene_words(viewer, turn.scene, turn.language)})};
    if (!turn.title.empty()) line.push_back(element(Tag::bdi, {{Attr::lang, turn.language}}, {turn.title}));
    return element(Tag::li, {}, line);
}

}  // namespace

Html picture_of(const Viewer& viewer, const Screen& screen) {
    const Html drawn = screen.picture ? image(viewer, screen, *screen.picture) : Html();
    const bool has_place = screen.picture && screen.picture->why != screens::Why::no_renderer;
    return drawn.is_empty() && has_place ? element(Tag::div, {{Attr::css, "picture none"}}) : drawn;
}

Html picture_fact(const Viewer& viewer, const Screen& screen) {
    return screen.picture ? verdict(viewer, *screen.picture) : Html();
}

std::string turns_page(const Viewer& viewer, const TurnsPage& of) {
    Html list;
    if (!of.turns) {
        list = note(Tone::care, {viewer.say("turns.unknown")});
    } else if (of.turns->empty()) {
        list = element(Tag::p, {{Attr::css, "note"}}, {viewer.say("turns.none")});
    } else {
        Children lines;
        for (const ComingTurn& turn : *of.turns)
            lines.push_back(turn_line(viewer, turn));
        list = element(Tag::ol, {{Attr::css, "plain log"}}, lines);
    }
    const std::string title =
        viewer.say("turns.title", {{"name", of.screen.name.empty() ? viewer.say("fleet.new_screen") : of.screen.name}});
    const Path back = Path("/screens") / std::to_string(of.screen.id);
    const Html content = joined(
        {element(Tag::div, {},
                 {element(Tag::h1, {}, {title}), element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("turns.what")})}),
         list, element(Tag::p, {}, {link_button(back, {viewer.say("turns.back")}, Weight::second)})});
    return page(viewer, {title, Section::screens, Liveness::still, content});
}

}  // namespace console
