#include "kiosk/render/render_request.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/enum_names.h"
#include "content/base/json_fields.h"
#include "content/base/limits.h"
#include "content/base/printable.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;
using content::JsonFields;
using content::JsonValue;
using content::Need;
using content::Result;

constexpr content::Names<Ask, 3> asks = {{{Ask::picture, "picture"}, {Ask::hash, "hash"}, {Ask::turns, "turns"}}};
constexpr content::Names<Sides, 2> sides = {{{Sides::usual, "usual"}, {Sides::swapped, "swapped"}}};
constexpr std::size_t max_name = 4096;  // of a file; a scene's is shorter

Size read_size(JsonFields& fields) {
    using content::limits::max_panel_side;
    using content::limits::min_panel_side;
    const Size size{fields.integer_or("width", 1920, min_panel_side, max_panel_side),
                    fields.integer_or("height", 1080, min_panel_side, max_panel_side)};
    if (std::int64_t{size.width} * size.height > max_render_pixels)
        fields.refuse("width", fmt::format("a picture of at most {} pixels", max_render_pixels));
    return size;
}

float read_text_scale(JsonFields& fields) {
    const std::string word = fields.short_text("text_size", 3);
    if (word.empty() || word == "1") return 1;
    if (word == "1.3") return 1.3F;
    if (word != "1.6") fields.refuse("text_size", "1, 1.3 or 1.6");
    return 1.6F;
}

std::optional<ThemeName> read_theme(JsonFields& fields) {
    const std::string word = fields.short_text("theme", max_name);
    if (word.empty()) return std::nullopt;
    const auto theme = parse_theme(word);
    if (!theme) fields.refuse("theme", "light, dark or hc");
    return theme;
}

std::optional<Scene> read_scene(JsonFields& fields) {
    const std::string word = fields.short_text("scene", max_name);
    if (word.empty()) return std::nullopt;
    auto scene = parse_scene(word);
    if (scene) return std::move(*scene);
    fields.refuse("scene", scene.error().message);
    return std::nullopt;
}

RenderRequest read_fields(JsonFields& fields) {
    RenderRequest request;
    request.id = fields.integer("id", 0);
    request.ask = fields.one_of("ask", asks, Ask::picture, Need::optional);
    request.cache = fields.short_text("cache", max_name);
    request.pack = fields.short_text("pack", max_name);
    if (request.cache.empty() == request.pack.empty()) fields.refuse("cache", "either a cache or a pack");
    request.at = fields.instant("at", Need::required).value_or(content::Instant());
    request.scene = read_scene(fields);
    request.language = fields.language("language", Need::optional);
    request.size = read_size(fields);
    request.theme = read_theme(fields);
    request.text_scale = read_text_scale(fields);
    if (fields.has("settings")) request.settings = fields.string("settings");
    if (request.settings.size() > content::limits::screen_profile) fields.refuse("settings", "a shorter text");
    request.exit_confirmed = !fields.boolean_or("exit_unconfirmed", false);
    request.clock_trusted = !fields.boolean_or("clock_unconfirmed", false);
    request.saved_at = fields.instant("saved_at", Need::optional);
    request.sides = fields.one_of("sides", sides, Sides::as_scheduled, Need::optional);
    request.picture_width = fields.integer_or("picture_width", 0, 16, content::limits::max_panel_side);
    request.slides = fields.integer_or("slides", 1, 1, max_turns);
    return request;
}

JsonValue turns_of(const std::vector<Turn>& turns) {
    JsonValue::Array all;
    all.reserve(turns.size());
    for (const Turn& turn : turns) {
        JsonValue::Object one{{"at", content::to_iso(turn.at)},
                              {"scene", to_string(turn.scene)},
                              {"language", content::code(turn.language)}};
        if (!turn.title.empty()) one.emplace("title", turn.title);
        all.emplace_back(std::move(one));
    }
    return all;
}

}  // namespace

Result<RenderRequest> read_render_request(std::string_view line) {
    if (line.size() > max_render_line) return Error{Code::too_large, "request: too long"};
    return content::read_document(line, "request", read_fields);
}

std::string to_bytes(const RenderAnswer& answer, Ask ask) {
    JsonValue::Object line{{"id", answer.id}, {"release", answer.release}};
    if (ask == Ask::turns) {
        line.emplace("turns", turns_of(answer.turns));
        return content::to_compact_json(line) + "\n";
    }
    line.emplace("scene", to_string(answer.scene));
    line.emplace("language", content::code(answer.language));
    line.emplace("frame", answer.frame);
    line.emplace("look", answer.look);
    line.emplace("version", answer.version);
    if (answer.until) line.emplace("until", content::to_iso(*answer.until));
    JsonValue::Array reports(answer.reports.begin(), answer.reports.end());
    if (!reports.empty()) line.emplace("reports", std::move(reports));
    if (ask == Ask::picture) line.emplace("bytes", static_cast<std::int64_t>(answer.png.size()));
    return content::to_compact_json(line) + "\n" + answer.png;
}

std::string to_bytes(const Error& error, std::int64_t id) {
    return content::to_compact_json(JsonValue::Object{
               {"id", id}, {"code", content::name(error.code)}, {"message", content::printable(error.message)}}) +
           "\n";
}

}  // namespace kiosk
