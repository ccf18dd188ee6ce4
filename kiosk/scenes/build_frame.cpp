#include "kiosk/scenes/build_frame.h"

#include <algorithm>

#include "content/items/closed_calls.h"
#include "content/items/enum_names.h"
#include "kiosk/frame/composer.h"
#include "kiosk/frame/focus.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/scenes/overlay.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/widgets/lists.h"

namespace kiosk {
namespace {

template <class Item>
const Item* find_item(const std::vector<Item>& items, const std::string& id, content::Instant now) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return found != items.end() && found->validity.contains(now) ? &*found : nullptr;
}

/// Everything that build_frame was given, to make composers from.
struct Request {
    const Scene& scene;
    const content::Snapshot& snapshot;
    const Screen& screen;
    const View& view;
    const Resources& resources;

    [[nodiscard]] Composer composer(content::Language language) const {
        return {view, screen, snapshot, resources, language};
    }
    template <class Texts>
    [[nodiscard]] Composer composer_for(const Texts& texts) const {
        return composer(content::choose_language(texts, view.language, snapshot.pack.edition));
    }
};

/// A frame about an item ends with the item's window.
Frame finish_item(Composer& composer, const content::ItemBase& item) {
    if (item.validity.until) composer.changes_at(*item.validity.until);
    changes_at_deadlines(composer);
    return composer.finish();
}

std::optional<Frame> build_emergency(const Request& request) {
    Composer composer = request.composer(request.view.language);
    if (const auto which = content::value_of(content::emergency_names, request.scene.id)) {
        scenes::emergency(composer, *which, nullptr);
        return composer.finish();
    }
    const auto& notices = request.snapshot.pack.notices;
    const auto notice = std::ranges::find(notices, request.scene.id, &content::Notice::id);
    if (notice == notices.end() || notice->level != content::NoticeLevel::emergency) return std::nullopt;
    if (!is_in_force(*notice, request.view.now, request.view.clock_trusted)) return std::nullopt;
    scenes::emergency(composer, notice->emergency, &*notice);
    return finish_item(composer, *notice);
}

std::optional<Frame> build_notice(const Request& request) {
    const auto* notice = find_item(request.snapshot.pack.notices, request.scene.id, request.view.now);
    if (notice == nullptr) return std::nullopt;
    if (notice->level == content::NoticeLevel::emergency) return build_emergency(request);
    if (notice->texts.empty()) return std::nullopt;
    Composer composer = request.composer_for(notice->texts);
    scenes::notice(composer, *notice);
    return finish_item(composer, *notice);
}

std::optional<Frame> build_story(const Request& request, void (*draw)(Composer&, const content::Story&)) {
    const auto* story = find_item(request.snapshot.pack.stories, request.scene.id, request.view.now);
    if (story == nullptr || story->texts.empty()) return std::nullopt;
    Composer composer = request.composer_for(story->texts);
    draw(composer, *story);
    return finish_item(composer, *story);
}

std::optional<Frame> build_call(const Request& request) {
    const auto* call = find_item(request.snapshot.pack.calls, request.scene.id, request.view.now);
    if (call == nullptr || call->texts.empty() || call->deadline <= request.view.now) return std::nullopt;
    Composer composer = request.composer_for(call->texts);
    scenes::call(composer, *call);
    composer.changes_at(call->deadline);
    return finish_item(composer, *call);
}

std::optional<Frame> build_event(const Request& request) {
    const auto* event = find_item(request.snapshot.pack.events, request.scene.id, request.view.now);
    if (event == nullptr || event->texts.empty()) return std::nullopt;
    Composer composer = request.composer_for(event->texts);
    scenes::event(composer, *event);
    return finish_item(composer, *event);
}

std::optional<Frame> build_link(const Request& request) {
    const auto* link = find_item(request.snapshot.pack.links, request.scene.id, request.view.now);
    if (link == nullptr || link->texts.empty()) return std::nullopt;
    if (content::closed_call_of(*link, request.snapshot.pack, time_of_offers(request.view)) != nullptr)
        return std::nullopt;
    Composer composer = request.composer_for(link->texts);
    scenes::link(composer, *link);
    return finish_item(composer, *link);
}

Frame build_fallback(const Request& request) {
    Composer composer = request.composer(request.view.language);
    if (request.view.browsing) {
        scenes::home(composer);  // a visitor whose item has just gone always finds a way on
    } else {
        scenes::clock(composer);
    }
    return composer.finish();
}

std::optional<Frame> build_wanted(const Request& request) {
    const content::Pack& pack = request.snapshot.pack;
    Composer composer = request.composer(request.view.language);
    switch (request.scene.kind) {
        case SceneKind::highlight:
            return build_story(request, request.view.browsing ? scenes::story : scenes::highlight);
        case SceneKind::story: return build_story(request, scenes::story);
        case SceneKind::call: return build_call(request);
        case SceneKind::event: return build_event(request);
        case SceneKind::notice: return build_notice(request);
        case SceneKind::emergency: return build_emergency(request);
        case SceneKind::programme:
            if (pack.events.empty()) return std::nullopt;
            if (request.view.browsing) {
                scenes::browse_programme(composer, request.scene);
            } else {
                scenes::programme(composer, request.scene);
            }
            return composer.finish();
        case SceneKind::home: scenes::home(composer); return composer.finish();
        case SceneKind::stories: scenes::stories(composer, request.scene); return composer.finish();
        case SceneKind::search: scenes::search(composer, request.scene.page); return composer.finish();
        case SceneKind::link: return build_link(request);
        case SceneKind::links:
            if (pack.links.empty()) return std::nullopt;
            scenes::links(composer, request.scene);
            return composer.finish();
        case SceneKind::staff:
            if (!request.view.staff) return std::nullopt;
            scenes::staff(composer);
            return composer.finish();
        case SceneKind::pairing: scenes::pairing(composer); return composer.finish();
        case SceneKind::closed: scenes::closed(composer); return composer.finish();
        default: return std::nullopt;
    }
}

/// The banner of a notice that this visitor has not seen, if it is still news.
std::optional<Frame> build_notice_banner(const Request& request) {
    const auto& browsing = request.view.browsing;
    if (!browsing || browsing->overlay != Overlay::none || browsing->notice.empty()) return std::nullopt;
    const auto* notice = find_item(request.snapshot.pack.notices, browsing->notice, request.view.now);
    if (notice == nullptr || notice->texts.empty()) return std::nullopt;
    Composer composer = request.composer_for(notice->texts);
    scenes::notice_banner(composer, *notice);
    return finish_item(composer, *notice);
}

/// The banner's ground is its first element.
Rect area_of(const Frame& banner) {
    return std::get<Fill>(banner.elements.front().what).rect;
}

/// Over a scene that goes on: what it shows, says and offers stays. Where the scene could not make room, what lies half
/// under the banner answers with its other half, and what lies under it not at all.
void add_notice_banner(Frame& frame, const Frame& banner, float least) {
    const Rect area = area_of(banner);
    std::erase_if(frame.targets, [&](Target& target) {
        const Rect common = target.rect.intersection(area);
        if (target.layer < 0 || common.height <= 1 || common.width <= 1) return false;
        target.rect.height = area.y - target.rect.y;
        return target.rect.height < least;
    });
    frame.lay_over(banner);
    if (banner.language == frame.spoken_language.value_or(frame.language))
        frame.spoken.insert(frame.spoken.begin(), banner.spoken.begin(), banner.spoken.end());
}

/// In the loop a touch beside everything else leads home: there is no dead zone (SCENES.md 2.0). An emergency, which
/// offers nothing, stays as it is, and so does the pairing picture where there is no content to be led to.
void lead_home(Frame& frame, const Strings& strings) {
    const auto leads_home = [](const Target& target) { return target.action == Action::open_home && target.layer < 0; };
    if (frame.targets.empty() || std::any_of(frame.targets.begin(), frame.targets.end(), leads_home)) return;
    const Rect whole{0, 0, static_cast<float>(frame.size.width), static_cast<float>(frame.size.height)};
    frame.targets.insert(frame.targets.begin(),
                         Target{whole, Action::open_home, "", strings.get(frame.language, "attract.explore"), -1});
}

}  // namespace

Frame build_frame(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen, const View& view,
                  const Resources& resources) {
    const Request given{scene, snapshot, screen, view, resources};
    const std::optional<Frame> banner = build_notice_banner(given);
    View with_room;
    // Large words need all of a scene's height.
    const bool makes_room = banner && !given.composer(view.language).is_compact();
    if (makes_room) {
        with_room = view;
        with_room.browsing->banner_height = area_of(*banner).height;
    }
    const Request request{scene, snapshot, screen, makes_room ? with_room : view, resources};
    std::optional<Frame> wanted = build_wanted(request);
    Frame frame = wanted ? std::move(*wanted) : build_fallback(request);
    if (scene.kind == SceneKind::staff && view.staff) {
        const Composer composer = request.composer(view.language);
        draw_focus_ring(frame, view.staff->focus, composer.u(1));
        return frame;
    }
    if (!view.browsing) {
        if (scene.kind != SceneKind::pairing || snapshot.release > 0) lead_home(frame, resources.strings);
        return frame;
    }
    Composer overlay = request.composer(view.language);
    if (view.browsing->overlay != Overlay::none) {
        draw_overlay(overlay);
        frame = lay_over(std::move(frame), overlay.finish());
    } else if (banner) {
        add_notice_banner(frame, *banner, overlay.u(resources.tokens.target_height));
    }
    draw_focus_ring(frame, view.browsing->focus, overlay.u(1));
    return frame;
}

}  // namespace kiosk
