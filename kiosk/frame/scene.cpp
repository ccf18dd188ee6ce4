#include "kiosk/frame/scene.h"

#include <fmt/format.h>

#include <charconv>

#include "content/items/enum_names.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;
using content::name_of;
using content::value_of;

constexpr content::Names<SceneKind, 16> kinds = {{{SceneKind::highlight, "highlight"},
                                                  {SceneKind::programme, "programme"},
                                                  {SceneKind::links, "links"},
                                                  {SceneKind::call, "call"},
                                                  {SceneKind::event, "event"},
                                                  {SceneKind::notice, "notice"},
                                                  {SceneKind::emergency, "emergency"},
                                                  {SceneKind::clock, "clock"},
                                                  {SceneKind::pairing, "pairing"},
                                                  {SceneKind::closed, "closed"},
                                                  {SceneKind::home, "home"},
                                                  {SceneKind::stories, "stories"},
                                                  {SceneKind::story, "story"},
                                                  {SceneKind::link, "link"},
                                                  {SceneKind::search, "search"},
                                                  {SceneKind::staff, "staff"}}};

constexpr content::Names<ProgrammeRange, 4> ranges = {{{ProgrammeRange::automatic, "automatic"},
                                                       {ProgrammeRange::today, "today"},
                                                       {ProgrammeRange::week, "week"},
                                                       {ProgrammeRange::upcoming, "upcoming"}}};

bool needs_id(SceneKind kind) {
    switch (kind) {
        case SceneKind::highlight:
        case SceneKind::call:
        case SceneKind::event:
        case SceneKind::notice:
        case SceneKind::emergency:
        case SceneKind::story:
        case SceneKind::link: return true;
        default: return false;
    }
}

content::Result<int> parse_page(std::string_view text) {
    constexpr int max_page = 9999;
    int page = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
    if (error != std::errc() || end != text.data() + text.size() || page < 0 || page > max_page) {
        return Error{Code::bad_input, "scene: the page must be a number from 0"};
    }
    return page;
}

}  // namespace

content::Result<Scene> parse_scene(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view word = text.substr(0, colon);
    const auto kind = word == "service" ? SceneKind::staff : value_of(kinds, word);
    if (!kind) return Error{Code::bad_input, fmt::format("scene: \"{}\" begins with no kind of scene", text)};
    Scene scene;
    scene.kind = *kind;
    std::string_view rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (needs_id(*kind) && rest.empty()) {
        return Error{Code::bad_input, fmt::format("scene: \"{}\" needs an id after the colon", text)};
    }
    if (needs_id(*kind) || *kind == SceneKind::stories) {
        scene.id = rest;  // a UID may hold colons itself
        return scene;
    }
    if (rest.empty()) return scene;
    if (*kind == SceneKind::programme) {
        const std::size_t next = rest.find(':');
        const std::string_view range = rest.substr(0, next);
        if (const auto named = value_of(ranges, range)) {
            scene.range = *named;
        } else if (auto day = content::parse_date(range)) {
            scene.day = *day;
        } else {
            return Error{Code::bad_input, "scene: the programme is of today, week, upcoming or a date like 2024-03-18"};
        }
        rest = next == std::string_view::npos ? std::string_view() : rest.substr(next + 1);
        if (rest.empty()) return scene;
    } else if (*kind != SceneKind::links) {
        return Error{Code::bad_input, fmt::format("scene: nothing may follow \"{}\"", name_of(kinds, *kind))};
    }
    auto page = parse_page(rest);
    if (!page) return page.error();
    scene.page = *page;
    return scene;
}

std::string to_string(const Scene& scene) {
    std::string text(name_of(kinds, scene.kind));
    if (scene.kind == SceneKind::programme) {
        const bool has_range = scene.range != ProgrammeRange::automatic || scene.day || scene.page > 0;
        if (has_range)
            text += ':' + (scene.day ? content::to_iso(*scene.day) : std::string(name_of(ranges, scene.range)));
    } else if (!scene.id.empty()) {
        text += ':' + scene.id;
    }
    const bool has_page = scene.kind == SceneKind::programme || scene.kind == SceneKind::links;
    if (has_page && scene.page > 0) text += ':' + std::to_string(scene.page);
    return text;
}

bool is_urgent(const Scene& scene) {
    return scene.kind == SceneKind::emergency || scene.kind == SceneKind::notice;
}

}  // namespace kiosk
