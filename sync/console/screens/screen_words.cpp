#include "sync/console/screens/screen_words.h"

#include <array>
#include <cstdlib>

#include "content/base/language.h"
#include "sync/console/icon.h"
#include "sync/report/device_key.h"
#include "sync/screens/refusal.h"

namespace console {
namespace {

using screens::Presence;
using screens::Screen;

struct Look {
    std::string_view style;
    Icon icon;
};

Look look_of(Presence presence) {
    switch (presence) {
        case Presence::showing: return {"state good", Icon::dot};
        case Presence::saved_copy: return {"state busy", Icon::clock};
        case Presence::closed: return {"state dim", Icon::dot};
        case Presence::no_picture: return {"state bad", Icon::square};
        case Presence::silent: return {"state bad", Icon::ring};
        case Presence::not_hung: return {"state dim", Icon::ring};
    }
    return {"state dim", Icon::ring};
}

/// The time, of another day with its day.
std::string short_moment(const Viewer& viewer, content::Instant at) {
    const auto date = content::to_local(at, viewer.zone).date;
    const bool is_today = date == content::to_local(viewer.now, viewer.zone).date;
    return is_today ? viewer.words->clock(at, viewer.zone) : viewer.words->moment(at, viewer.zone);
}

}  // namespace

Html screen_name(const Viewer& viewer, const Screen& screen) {
    return screen.name.empty() ? Html(viewer.say("fleet.new_screen")) : person_words(screen.name);
}

Html state_mark(const Viewer& viewer, const Screen& screen) {
    if (screen.standing == report::Standing::revoked)
        return element(Tag::span, {{Attr::css, "state dim"}}, {icon(Icon::ring), viewer.say("fleet.revoked")});
    if (screen.standing == report::Standing::waiting)
        return element(Tag::span, {{Attr::css, "state busy"}}, {icon(Icon::clock), viewer.say("fleet.waiting")});
    const auto standing = screens::standing_of(screen, viewer.now);
    const Look look = look_of(standing.presence);
    const std::string key = "state." + std::string(content::name_of(screens::presence_names, standing.presence));
    const std::string words =
        standing.since
            ? viewer.say("state.since", {{"state", viewer.say(key)}, {"time", short_moment(viewer, *standing.since)}})
            : viewer.say(key);
    return element(Tag::span, {{Attr::css, look.style}}, {icon(look.icon), words});
}

std::string scene_words(const Viewer& viewer, std::string_view scene, std::string_view language_code) {
    const std::string kind(scene.substr(0, scene.find(':')));
    const std::string key = "scene." + kind;
    const std::string words = viewer.words->has(key) ? viewer.say(key) : kind;
    const auto language = content::parse_language(language_code);
    return language ? words + " · " + std::string(content::autonym(*language)) : words;
}

std::string shown_words(const Viewer& viewer, const Screen& screen) {
    if (!screen.report || !screen.report->glass) return viewer.say("fleet.shows_unknown");
    const content::Glass& glass = *screen.report->glass;
    return glass.has_visit ? viewer.say("fleet.in_use") : scene_words(viewer, glass.scene, glass.language);
}

Html content_fact(const Viewer& viewer, const Screen& screen, const std::optional<std::int64_t>& published) {
    const std::int64_t release = screen.report ? screen.report->release : 0;
    const Arguments numbers = {{"has", std::to_string(release)}, {"newest", std::to_string(published.value_or(0))}};
    const bool has_all = published && release >= *published;
    const std::string key = !published     ? "fleet.nothing_published"
                            : has_all      ? "fleet.has_all"
                            : release == 0 ? "fleet.has_none"
                                           : "fleet.on_its_way";
    return element(Tag::p, {{Attr::css, "fact"}}, {icon(has_all ? Icon::tick : Icon::clock), viewer.say(key, numbers)});
}

std::string concern_words(const Viewer& viewer, screens::Concern concern, const Screen& screen) {
    const report::ScreenReport report = screen.report.value_or(report::ScreenReport{});
    const std::string key = "concern." + std::string(content::name_of(screens::concern_names, concern));
    return viewer.say(key, {{"machine", report.machine},
                            {"quarantine", report.quarantine},
                            {"failure", report.failure},
                            {"release", std::to_string(report.release)},
                            {"megabytes", std::to_string(report.disk_free / 1'000'000)},
                            {"seconds", std::int64_t{std::abs(screen.clock_ahead)}}});
}

Html pairing_words(const Viewer& viewer, const Screen& screen) {
    if (screen.nonce.empty()) return {};
    std::string words = report::two_words(screen.nonce, screen.key);
    Children both;
    while (!words.empty()) {
        const auto space = words.find(' ');
        both.push_back(element(Tag::strong, {}, {words.substr(0, space)}));
        words.erase(0, space == std::string::npos ? words.size() : space + 1);
    }
    return element(Tag::div, {{Attr::css, "stack"}},
                   {element(Tag::p, {}, {viewer.say("pair.words")}), element(Tag::div, {{Attr::css, "words"}}, both)});
}

Html refusal_words(const Viewer& viewer, const content::Error& error) {
    const auto in_english = [](const std::string& words) { return element(Tag::bdi, {{Attr::lang, "en"}}, {words}); };
    const auto refused = screens::refusal_of(error);
    if (!refused) return in_english(error.message);
    // Of settings: "2: \"name\"", or what the reader of TOML says of line 2.
    const auto colon = refused->subject.find(": ");
    const std::string line = refused->subject.substr(0, colon);
    const std::string about = colon == std::string::npos ? std::string() : refused->subject.substr(colon + 2);
    const std::string sentence =
        viewer.say("refusal." + std::string(refused->name),
                   {{"subject", refused->subject}, {"limit", refused->limit}, {"line", line}, {"key", about}});
    if (refused->why != screens::Refusal::settings_unreadable) return sentence;
    return joined({sentence, " ", in_english(about)});
}

}  // namespace console
