#include "sync/api/screens_part.h"

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "sync/api/api_answer.h"
#include "sync/api/api_body.h"
#include "sync/api/api_gate.h"
#include "sync/api/embedded.h"
#include "sync/api/screens_json.h"
#include "sync/hub/http_fields.h"
#include "sync/people/role.h"
#include "sync/screens/glass_pictures.h"
#include "sync/screens/history.h"
#include "sync/screens/receipts.h"
#include "sync/screens/registry.h"
#include "sync/screens/screens_limits.h"
#include "sync/screens/standing.h"

namespace hub {
namespace {

using content::Code;
using content::Error;
using content::JsonFields;
using content::JsonValue;
using content::Result;
using people::Action;
using Object = JsonValue::Object;

constexpr std::size_t max_showings = 1000;

class ScreensPart : public HubPart {
public:
    explicit ScreensPart(HubServices services) : services_(std::move(services)), gate_(services_) {}
    std::vector<HttpRoute> routes() override;

private:
    using Reading = HttpAnswer (ScreensPart::*)(const HttpRequest&);
    using WriteCsv = content::Status (*)(store::Store&, const screens::PlayedRange&, std::size_t,
                                         const std::function<void(std::string_view)>&);
    using Changing = Result<Done> (ScreensPart::*)(const HttpRequest&);
    [[nodiscard]] HttpRoute reading(const char* path, Reading answer);
    [[nodiscard]] HttpRoute changing(const char* path, const char* name, Action action, Changing change);

    HttpAnswer list(const HttpRequest& request);
    HttpAnswer one(const HttpRequest& request);
    HttpAnswer minutes(const HttpRequest& request);
    HttpAnswer played(const HttpRequest& request);
    HttpAnswer touches(const HttpRequest& request);
    HttpAnswer csv(const HttpRequest& request, const char* name, WriteCsv write);
    HttpAnswer picture(const HttpRequest& request);
    HttpAnswer receipts(const HttpRequest& request);
    HttpAnswer showings(const HttpRequest& request);
    Result<Done> name(const HttpRequest& request);
    Result<Done> replace(const HttpRequest& request);
    Result<Done> revoke(const HttpRequest& request);
    Result<Done> pair(const HttpRequest& request);
    Result<Done> ask_picture(const HttpRequest& request);

    [[nodiscard]] Result<screens::Screen> screen_of(const HttpRequest& request) {
        return screens::find_screen(services_.store, std::string_view(request.parameters.at("id")));
    }

    /// What was done to a screen, with the screen as it is then; by what was asked for it may be gone.
    [[nodiscard]] Result<Done> changed(std::int64_t screen, std::map<std::string, std::string> details);

    HubServices services_;
    ApiGate gate_;
};

std::vector<HttpRoute> ScreensPart::routes() {
    return {
        {"GET", "/api/openapi.json", 0,
         [](const HttpRequest&) {
             HttpAnswer answer;
             answer.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache"}};
             answer.body = embedded("hub/openapi.json");
             return answer;
         }},
        reading("/api/screens", &ScreensPart::list),
        reading("/api/screens/{id}", &ScreensPart::one),
        reading("/api/screens/{id}/minutes", &ScreensPart::minutes),
        reading("/api/played.csv", &ScreensPart::played),
        reading("/api/releases/{number}/receipts", &ScreensPart::receipts),
        reading("/api/items/{kind}/{item}/showings", &ScreensPart::showings),
        changing("/api/screens/pair", "screens.pair", Action::prepare_screens, &ScreensPart::pair),
        changing("/api/screens/{id}/name", "screens.name", Action::name_screens, &ScreensPart::name),
        changing("/api/screens/{id}/replace", "screens.replace", Action::name_screens, &ScreensPart::replace),
        changing("/api/screens/{id}/revoke", "screens.revoke", Action::revoke_screens, &ScreensPart::revoke),
        changing("/api/screens/{id}/picture", "screens.glass", Action::see_screens, &ScreensPart::ask_picture),
        reading("/api/screens/{id}/picture", &ScreensPart::picture),
        reading("/api/touches.csv", &ScreensPart::touches),
    };
}

HttpRoute ScreensPart::reading(const char* path, Reading answer) {
    return gate_.reading(path, Action::see_screens,
                         [this, answer](const HttpRequest& request) { return (this->*answer)(request); });
}

HttpRoute ScreensPart::changing(const char* path, const char* name, Action action, Changing how) {
    return gate_.changing(
        path, {name, screens::Scope::screens, action},
        [this, how](const HttpRequest& request, const Caller& /*caller*/) { return (this->*how)(request); });
}

Result<Done> ScreensPart::changed(std::int64_t id, std::map<std::string, std::string> details) {
    const auto screen = screens::find_screen(services_.store, id);
    if (!screen) return screen.error();
    return Done{json_answer(to_json(*screen, services_.now(), services_.zone)), std::to_string(id), std::move(details)};
}

HttpAnswer ScreensPart::list(const HttpRequest& request) {
    const auto which = field_of(request.query, "all") == "1" ? screens::Which::all : screens::Which::present;
    auto all = screens::list_screens(services_.store, which);
    if (!all) return error_answer(all.error(), services_.store);
    const auto now = services_.now();
    screens::put_in_order(*all, now);
    JsonValue::Array array;
    for (const screens::Screen& screen : *all)
        array.push_back(to_json(screen, now, services_.zone));
    Object object{{"at", content::to_iso(now)}, {"screens", std::move(array)}};
    const auto until = screens::pairing_until(services_.store, now);
    if (!until) return error_answer(until.error(), services_.store);
    if (*until) object.emplace("pairing_until", content::to_iso(**until));
    return json_answer(std::move(object));
}

HttpAnswer ScreensPart::one(const HttpRequest& request) {
    const auto screen = screen_of(request);
    if (!screen) return error_answer(screen.error(), services_.store);
    const auto boots = screens::boots_of(services_.store, screen->id);
    if (!boots) return error_answer(boots.error(), services_.store);
    JsonValue value = to_json(*screen, services_.now(), services_.zone);
    Object object = *value.object();
    object.emplace("boots", to_json(*boots));
    return json_answer(std::move(object));
}

HttpAnswer ScreensPart::minutes(const HttpRequest& request) {
    const auto screen = screen_of(request);
    if (!screen) return error_answer(screen.error(), services_.store);
    const content::Date today(std::chrono::floor<std::chrono::days>(services_.now()));
    const std::string& asked = field_of(request.query, "day");
    const auto day = asked.empty() ? Result<content::Date>(today) : content::parse_date(asked);
    if (!day) return error_answer(day.error(), services_.store);
    const auto letters = screens::minutes_of(services_.store, screen->id, *day);
    if (!letters) return error_answer(letters.error(), services_.store);
    return json_answer(Object{{"screen", screen->id}, {"day", content::to_iso(*day)}, {"minutes", *letters}});
}

HttpAnswer ScreensPart::played(const HttpRequest& request) {
    return csv(request, "played.csv", screens::write_played);
}

HttpAnswer ScreensPart::touches(const HttpRequest& request) {
    return csv(request, "touches.csv", screens::write_touches);
}

/// Of the last week, unless other days are asked for.
HttpAnswer ScreensPart::csv(const HttpRequest& request, const char* file, WriteCsv write) {
    const content::Date today(std::chrono::floor<std::chrono::days>(services_.now()));
    constexpr int week = 7;
    screens::PlayedRange range{content::add_days(today, 1 - week), today};
    for (auto [name, day] : {std::pair{"from", &range.from}, std::pair{"to", &range.to}}) {
        const std::string& asked = field_of(request.query, name);
        if (asked.empty()) continue;
        const auto read = content::parse_date(asked);
        if (!read) return error_answer(read.error(), services_.store);
        *day = *read;
    }
    HttpAnswer answer;
    const auto written = write(services_.store, range, screens::limits::played_rows,
                               [&](std::string_view line) { answer.body += line; });
    if (!written) return error_answer(written.error(), services_.store);
    answer.headers = {{"Content-Type", "text/csv; charset=utf-8; header=present"},
                      {"Content-Disposition", fmt::format("attachment; filename=\"{}\"", file)},
                      {"Cache-Control", "no-store"}};
    return answer;
}

HttpAnswer ScreensPart::picture(const HttpRequest& request) {
    const auto screen = screen_of(request);
    if (!screen) return error_answer(screen.error(), services_.store);
    const auto found = screens::glass_of(services_.store, screen->id, services_.now());
    if (!found) return error_answer(found.error(), services_.store);
    if (!*found) return refusal(404, "not-asked", "Nobody has asked for a picture of it in the last day.");
    if (!(*found)->came) return refusal(409, "not-yet", "The picture has not come yet.");
    if ((*found)->png.empty()) return refusal(409, "in-use", "Somebody was using the screen: there is no picture.");
    HttpAnswer answer;
    answer.headers = {{"Content-Type", "image/png"}, {"Cache-Control", "no-store"}};
    answer.body = (*found)->png;
    return answer;
}

HttpAnswer ScreensPart::receipts(const HttpRequest& request) {
    const std::string& asked = request.parameters.at("number");
    const auto number = read_number(asked);
    if (!number) return error_answer({Code::bad_input, asked + ": expected a number"}, services_.store);
    const auto receipts = screens::receipts_of(services_.store, *number);
    if (!receipts) return error_answer(receipts.error(), services_.store);
    return json_answer(to_json(*receipts));
}

HttpAnswer ScreensPart::showings(const HttpRequest& request) {
    const auto all = screens::first_showings(services_.store, request.parameters.at("kind"),
                                             request.parameters.at("item"), max_showings);
    if (!all) return error_answer(all.error(), services_.store);
    JsonValue::Array array;
    for (const screens::FirstShowing& one : *all)
        array.emplace_back(Object{{"screen", one.screen}, {"release", one.release}, {"at", content::to_iso(one.at)}});
    return json_answer(Object{{"first_showings", std::move(array)}});
}

Result<Done> ScreensPart::name(const HttpRequest& request) {
    const auto screen = screen_of(request);
    if (!screen) return screen.error();
    const auto naming = read_body(request, [](JsonFields& fields) {
        return screens::Naming{fields.string("name"), fields.has("place") ? fields.string("place") : std::string(),
                               fields.has("groups") ? fields.strings("groups") : std::vector<std::string>()};
    });
    if (!naming) return naming.error();
    if (auto named = screens::name_screen(services_.store, screen->id, *naming, services_.now()); !named)
        return named.error();
    return changed(screen->id, {{"name", naming->name}, {"before", screen->name}});
}

Result<Done> ScreensPart::replace(const HttpRequest& request) {
    const auto next = screen_of(request);
    if (!next) return next.error();
    const auto replaced = read_body(request, [](JsonFields& fields) { return fields.string("replaces"); });
    if (!replaced) return replaced.error();
    const auto before = screens::find_screen(services_.store, std::string_view(*replaced));
    if (!before) return before.error();
    if (auto done = screens::replace_screen(services_.store, before->id, next->id, services_.now()); !done)
        return done.error();
    return changed(next->id, {{"name", before->name}, {"before", std::to_string(before->id)}});
}

Result<Done> ScreensPart::revoke(const HttpRequest& request) {
    const auto screen = screen_of(request);
    if (!screen) return screen.error();
    if (auto done = screens::revoke_screen(services_.store, screen->id, services_.now()); !done) return done.error();
    return changed(screen->id, {{"name", screen->name}});
}

Result<Done> ScreensPart::ask_picture(const HttpRequest& request) {
    const auto screen = screen_of(request);
    if (!screen) return screen.error();
    if (auto asked = screens::ask_glass(services_.store, screen->id, services_.now()); !asked) return asked.error();
    return changed(screen->id, {{"name", screen->name}});
}

Result<Done> ScreensPart::pair(const HttpRequest& request) {
    const auto minutes = read_body(
        request, [](JsonFields& fields) { return fields.integer("minutes", 0, screens::limits::pairing_minutes); });
    if (!minutes) return minutes.error();
    if (auto done = screens::open_pairing(services_.store, static_cast<int>(*minutes), services_.now()); !done)
        return done.error();
    return Done{json_answer(Object{{"done", "screens.pair"}}), {}, {{"minutes", std::to_string(*minutes)}}};
}

}  // namespace

content::Result<std::unique_ptr<HubPart>> make_screens_part(const HubServices& services) {
    return std::unique_ptr<HubPart>(std::make_unique<ScreensPart>(services));
}

}  // namespace hub
