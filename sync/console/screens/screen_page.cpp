#include "sync/console/screens/screen_page.h"

#include <fmt/format.h>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/screens/glass_card.h"
#include "sync/console/screens/history_chart.h"
#include "sync/console/screens/picture_parts.h"
#include "sync/console/screens/screen_words.h"
#include "sync/screens/screens_limits.h"

namespace console {
namespace {

using screens::Screen;

std::string id_of(const Screen& screen) {
    return std::to_string(screen.id);
}

Html fact(const std::string& term, const Children& words) {
    return joined({element(Tag::dt, {}, {term}), element(Tag::dd, {}, words)});
}

/// "M Building, C Building".
std::string joined_groups(const std::vector<std::string>& groups) {
    std::string all;
    for (const std::string& group : groups)
        all += (all.empty() ? "" : ", ") + group;
    return all;
}

std::string milliseconds(const Viewer& viewer, const std::optional<std::int64_t>& value) {
    return value ? viewer.say("screen.milliseconds", {{"count", *value}}) : std::string();
}

/// Whether its emergencies show the way out, and since when somebody at the panel has said so. Empty: not known.
Html exit_words(const Viewer& viewer, const content::Glass& glass) {
    if (glass.exit == content::ExitState::unknown) return {};
    const Html words = viewer.say(fmt::format("screen.exit_{}", content::name_of(content::exit_names, glass.exit)));
    return glass.exit_at ? joined({words, ", ", moment_of(viewer, *glass.exit_at)}) : words;
}

Html facts(const Viewer& viewer, const ScreenPage& of) {
    const Screen& screen = of.screen;
    Html all;
    const auto add = [&](std::string_view key, const Html& words) {
        if (!words.is_empty()) all += fact(viewer.say(key), {words});
    };
    if (!screen.place.empty()) add("screen.place", person_words(screen.place));
    if (!screen.groups.empty()) add("screen.groups", person_words(joined_groups(screen.groups)));
    if (screen.report) {
        const report::ScreenReport& report = *screen.report;
        add("screen.verified", milliseconds(viewer, report.verified_ms));
        add("screen.active", milliseconds(viewer, report.active_ms));
        add("screen.on_glass", milliseconds(viewer, report.glass_ms));
        if (report.glass && report.glass->width > 0) {
            add("screen.panel", std::to_string(report.glass->width) + " × " + std::to_string(report.glass->height));
        }
        if (report.glass) add("screen.exit", exit_words(viewer, *report.glass));
        add("screen.version", person_words(report.version));
        add("screen.model", person_words(report.model));
        add("screen.disk", viewer.say("screen.megabytes", {{"count", report.disk_free / 1'000'000}}));
        add("screen.memory", viewer.say("screen.megabytes", {{"count", report.memory / 1'000'000}}));
        add("screen.uptime", viewer.say("screen.hours", {{"count", report.uptime_s / 3600}}));
    }
    if (screen.seen) add("screen.seen", moment_of(viewer, *screen.seen));
    add("screen.enrolled", moment_of(viewer, screen.enrolled));
    add("screen.key", element(Tag::code, {}, {screen.key.substr(0, 16)}));
    return element(Tag::dl, {}, {all});
}

Html naming_card(const Viewer& viewer, const ScreenPage& of) {
    const screens::Naming typed = of.typed.value_or(screens::Naming{of.screen.name, of.screen.place, of.screen.groups});
    Field name;
    name.name = "name";
    name.label = viewer.say("screen.name");
    name.hint = viewer.say("screen.name_hint");
    name.value = typed.name;
    name.max_length = screens::limits::name;
    name.is_focused = of.screen.standing == report::Standing::waiting;
    Field place;
    place.name = "place";
    place.label = viewer.say("screen.place");
    place.value = typed.place;
    place.is_required = false;
    place.max_length = screens::limits::place;
    if (!of.places.empty()) place.hint = viewer.say("screen.places", {{"places", joined_groups(of.places)}});
    Field groups;
    groups.name = "groups";
    groups.label = viewer.say("screen.groups");
    groups.hint = viewer.say("screen.groups_hint");
    groups.value = joined_groups(typed.groups);
    groups.is_required = false;
    const bool is_new = of.screen.standing == report::Standing::waiting;
    return element(Tag::section, {{Attr::css, "card"}},
                   {element(Tag::h2, {}, {viewer.say(is_new ? "screen.give_name" : "screen.rename")}),
                    form(viewer, Path("/screens/name"),
                         {hidden("screen", id_of(of.screen)), field(name), field(place), field(groups),
                          button(viewer.say("screen.save"))})});
}

Html settings_card(const Viewer& viewer, const ScreenPage& of) {
    Field settings;
    settings.name = "settings";
    settings.label = viewer.say("screen.settings");
    settings.hint = viewer.say("screen.settings_hint");
    settings.value = of.settings;
    if (of.settings_failure) settings.wrong = refusal_words(viewer, *of.settings_failure);
    settings.is_required = false;
    settings.max_length = screens::limits::typed_settings;
    constexpr int rows = 8;
    return element(Tag::section, {{Attr::css, "card"}},
                   {element(Tag::h2, {}, {viewer.say("screen.settings_title")}),
                    element(Tag::p, {}, {viewer.say("screen.settings_what")}),
                    form(viewer, Path("/screens/settings"),
                         {hidden("screen", id_of(of.screen)), text_area(settings, rows),
                          button(viewer.say("screen.save"), Weight::second)})});
}

Html replacing_card(const Viewer& viewer, const ScreenPage& of) {
    if (of.replaceable.empty()) return {};
    std::vector<Choice> choices;
    for (const Screen& screen : of.replaceable)
        choices.push_back({id_of(screen), screen.place.empty() ? screen.name : screen.name + ", " + screen.place});
    return element(Tag::section, {{Attr::css, "card"}},
                   {element(Tag::h2, {}, {viewer.say("screen.replace_title")}),
                    element(Tag::p, {}, {viewer.say("screen.replace_what")}),
                    form(viewer, Path("/screens/replace"),
                         {hidden("screen", id_of(of.screen)),
                          selection("old", viewer.say("screen.replaces"), choices, choices.front().value),
                          button(viewer.say("screen.replace"), Weight::second)})});
}

Html revoking_card(const Viewer& viewer, const ScreenPage& of) {
    return element(
        Tag::section, {{Attr::css, "card"}},
        {element(Tag::h2, {}, {viewer.say("screen.revoke_title")}),
         element(Tag::p, {}, {viewer.say("screen.revoke_what")}),
         element(Tag::details, {},
                 {element(Tag::summary, {}, {viewer.say("screen.revoke_open")}),
                  form(viewer, Path("/screens/revoke"),
                       {hidden("screen", id_of(of.screen)), button(viewer.say("screen.revoke"), Weight::danger)})})});
}

Html picture_card(const Viewer& viewer, const Screen& screen) {
    if (screen.standing == report::Standing::revoked || !screen.report) return {};
    return element(
        Tag::section, {{Attr::css, "card"}},
        {element(Tag::h2, {}, {viewer.say("screen.shows")}), element(Tag::p, {}, {shown_words(viewer, screen)}),
         picture_of(viewer, screen), picture_fact(viewer, screen),
         element(Tag::p, {},
                 {link_button(Path("/screens") / id_of(screen) / "next",
                              {icon(Icon::clock), viewer.say("picture.next")}, Weight::second)})});
}

}  // namespace

std::string screen_page(const Viewer& viewer, const ScreenPage& of) {
    const Screen& screen = of.screen;
    Html concerns;
    for (const screens::Concern concern : screens::concerns_of(screen, viewer.now))
        concerns += note(Tone::care, {person_words(concern_words(viewer, concern, screen))});
    const bool is_present = screen.standing != report::Standing::revoked;
    Html forms;
    if (is_present && of.may_name) forms += naming_card(viewer, of);
    if (is_present && of.may_name && screen.standing == report::Standing::waiting) forms += replacing_card(viewer, of);
    if (is_present && of.may_name && screen.standing == report::Standing::named) forms += settings_card(viewer, of);
    if (is_present && of.may_revoke) forms += revoking_card(viewer, of);
    const Html words = screen.standing == report::Standing::waiting
                           ? element(Tag::div, {{Attr::css, "card"}},
                                     {pairing_words(viewer, screen), element(Tag::p, {}, {viewer.say("pair.compare")})})
                           : Html();
    const Html content =
        joined({element(Tag::div, {{Attr::css, "title"}},
                        {element(Tag::h1, {}, {screen_name(viewer, screen)}), state_mark(viewer, screen)}),
                of.said.empty() ? Html() : note(Tone::good, {viewer.say(of.said)}),
                of.failure ? note(Tone::wrong, {refusal_words(viewer, *of.failure)}) : Html(), words, concerns,
                picture_card(viewer, screen), forms,
                screen.standing == report::Standing::named ? glass_card(viewer, screen, of.glass) : Html(),
                element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}},
                        {history_chart(viewer, of.last_day, viewer.now, screen.enrolled),
                         element(Tag::section, {{Attr::css, "card"}},
                                 {element(Tag::h2, {}, {viewer.say("screen.facts")}),
                                  content_fact(viewer, screen, of.release), facts(viewer, of)})}),
                reload_link(viewer),
                element(Tag::p, {}, {link_button(Path("/screens"), {viewer.say("fleet.back")}, Weight::second)})});
    const std::string title = screen.name.empty() ? viewer.say("fleet.new_screen") : screen.name;
    return page(viewer, {title, Section::screens, Liveness::live, content});
}

}  // namespace console
