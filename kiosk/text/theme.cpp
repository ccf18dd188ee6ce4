#include "kiosk/text/theme.h"

#include <fmt/format.h>
#include <cassert>
#include <charconv>
#include <nlohmann/json.hpp>

#include "content/items/enum_names.h"
#include "kiosk/text/embedded.h"

namespace kiosk {
namespace {

using nlohmann::json;

constexpr content::Names<ThemeName, 3> theme_names = {
    {{ThemeName::light, "light"}, {ThemeName::dark, "dark"}, {ThemeName::high_contrast, "hc"}}};
constexpr content::Names<ArtShape, 8> shape_names = {{{ArtShape::gate, "gate"},
                                                      {ArtShape::weave, "weave"},
                                                      {ArtShape::wave, "wave"},
                                                      {ArtShape::steps, "steps"},
                                                      {ArtShape::sunrise, "sunrise"},
                                                      {ArtShape::road, "road"},
                                                      {ArtShape::rise, "rise"},
                                                      {ArtShape::confluence, "confluence"}}};

/// Thrown and caught in this file only: what is wrong with which token.
struct Fault {
    std::string message;
};

const json& child(const json& parent, std::string_view key) {
    const auto found = parent.is_object() ? parent.find(key) : parent.end();
    if (found == parent.end()) throw Fault{fmt::format("\"{}\" is missing", key)};
    return *found;
}

float number(const json& parent, const char* key) {
    const json& value = child(parent, key);
    if (!value.is_number()) throw Fault{fmt::format("\"{}\" must be a number", key)};
    const float result = value.get<float>();
    if (!(result >= 0 && result <= 100'000)) throw Fault{fmt::format("\"{}\" must be 0 to 100000", key)};
    return result;
}

int integer(const json& parent, const char* key) {
    return static_cast<int>(number(parent, key));
}

Colour parse_colour(const json& value, const std::string& where) {
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr || text->size() != 7 || text->front() != '#') throw Fault{where + " must be like \"#0C1E2C\""};
    std::uint32_t bits = 0;
    const auto [end, error] = std::from_chars(text->data() + 1, text->data() + 7, bits, 16);
    if (error != std::errc() || end != text->data() + 7) throw Fault{where + " must be like \"#0C1E2C\""};
    return {static_cast<std::uint8_t>(bits >> 16U), static_cast<std::uint8_t>((bits >> 8U) & 0xFFU),
            static_cast<std::uint8_t>(bits & 0xFFU)};
}

Colour colour(const json& parent, const char* key) {
    return parse_colour(child(parent, key), std::string("\"") + key + "\"");
}

LineHeights line_heights_of(const json& parent, const char* key) {
    const json& value = child(parent, key);
    return {number(value, "head"), number(value, "ui"), number(value, "body")};
}

TypeScale type_scale(const json& type) {
    TypeScale scale{};
    scale.countdown = number(type, "countdown");
    scale.evac = number(type, "evac");
    scale.room = number(type, "room");
    scale.clock_xl = number(type, "clock_xl");
    scale.h1 = number(type, "h1");
    scale.programme_title = number(type, "programme_title");
    scale.article_title = number(type, "article_title");
    scale.sheet_title = number(type, "sheet_title");
    scale.lead = number(type, "lead");
    scale.gist = number(type, "gist");
    scale.body = number(type, "body");
    scale.row_title = number(type, "row_title");
    scale.button = number(type, "button");
    scale.label = number(type, "label");
    scale.meta = number(type, "meta");
    scale.nav = number(type, "nav");
    scale.floor = number(type, "floor");
    return scale;
}

Palette palette_of(const json& theme, const json& chrome, const json& urgent, ThemeName name) {
    Palette palette;
    palette.paper = colour(theme, "paper");
    palette.card = colour(theme, "card");
    palette.tint = colour(theme, "tint");
    palette.ink = colour(theme, "ink");
    palette.ink2 = colour(theme, "ink2");
    palette.ink3 = colour(theme, "ink3");
    palette.line = colour(theme, "line");
    palette.blue = colour(theme, "blue");
    palette.sun = colour(theme, "sun");
    palette.live = colour(theme, "live");
    palette.cancel = colour(theme, "cancel");
    const bool is_high_contrast = name == ThemeName::high_contrast;
    palette.navy = is_high_contrast ? palette.paper : colour(chrome, "navy");
    palette.on_navy = colour(chrome, "on_navy");
    palette.on_navy2 = is_high_contrast ? palette.ink2 : colour(chrome, "on_navy2");
    palette.notice_ground = colour(urgent, "notice_bg");
    palette.notice_ink = colour(urgent, "notice_ink");
    palette.emergency_ground = colour(urgent, "emergency_bg");
    palette.emergency_ground2 = colour(urgent, "emergency_bg2");
    palette.emergency_ink = colour(urgent, "emergency_ink");
    palette.exit_ground = colour(urgent, "exit");
    palette.clear_ground = colour(urgent, "clear_bg");
    return palette;
}

ArtShape shape_of(const json& topic) {
    const json& value = child(topic, "shape");
    const auto* text = value.get_ptr<const std::string*>();
    const auto shape = text != nullptr ? content::value_of(shape_names, *text) : std::nullopt;
    if (!shape) throw Fault{"\"shape\" is none of the eight shapes"};
    return *shape;
}

std::map<ThemeName, TopicLook> looks_of(const json& topic, const Tokens& tokens) {
    TopicLook light;
    light.ink = colour(topic, "ink");
    light.ground = colour(topic, "ground");
    light.shape = shape_of(topic);
    const json& ramp = child(topic, "ramp");
    if (!ramp.is_array() || ramp.size() != light.ramp.size()) throw Fault{"\"ramp\" must be six colours"};
    for (std::size_t line = 0; line < light.ramp.size(); ++line)
        light.ramp[line] = parse_colour(ramp[line], "ramp");
    TopicLook dark = light;
    dark.ink = colour(topic, "ink_dark");
    TopicLook high_contrast = light;
    const Palette& palette = tokens.palettes.at(ThemeName::high_contrast);
    high_contrast.ink = palette.blue;
    high_contrast.ground = palette.paper;
    return {{ThemeName::light, light}, {ThemeName::dark, dark}, {ThemeName::high_contrast, high_contrast}};
}

Tokens tokens_of(const json& root) {
    Tokens tokens{};
    const json& margin = child(root, "safe_margin");
    tokens.margin_x = number(margin, "x");
    tokens.margin_y = number(margin, "y");
    const json& radius = child(root, "radius");
    tokens.radius_s = number(radius, "s");
    tokens.radius_m = number(radius, "m");
    tokens.radius_l = number(radius, "l");
    const json& target = child(root, "target_min");
    tokens.target_height = number(target, "h");
    tokens.target_mm = number(target, "mm");
    tokens.type = type_scale(child(root, "type"));
    const json& heights = child(root, "line_height");
    tokens.latin = line_heights_of(heights, "latin");
    tokens.cyrillic = line_heights_of(heights, "cyrillic");
    tokens.arabic = line_heights_of(heights, "arabic");
    tokens.cjk = line_heights_of(heights, "cjk");
    const json& themes = child(root, "themes");
    const json& chrome = child(root, "chrome");
    const json& urgent = child(root, "urgent");
    for (const auto& [theme, name] : theme_names) {
        tokens.palettes[theme] = palette_of(child(themes, name), chrome, urgent, theme);
    }
    for (const auto& [name, topic] : child(root, "topics").items())
        tokens.topics[name] = looks_of(topic, tokens);
    if (!tokens.topics.contains("general")) throw Fault{"topic \"general\" is missing"};
    const json& lines = child(root, "lines");
    tokens.line_thickness = number(lines, "t");
    tokens.line_gap = number(lines, "gap");
    const json& motion = child(root, "motion_ms");
    tokens.motion = {integer(motion, "slide_fade"), integer(motion, "text_in"),     integer(motion, "text_stagger"),
                     integer(motion, "lines_draw"), integer(motion, "page_change"), integer(motion, "urgent_in"),
                     integer(motion, "reduced")};
    const json& time = child(root, "time_s");
    tokens.time = {integer(time, "slide_min"),       integer(time, "slide_max"), integer(time, "programme_page"),
                   integer(time, "links_page"),      integer(time, "call"),      integer(time, "idle_article_min"),
                   integer(time, "idle_article_max")};
    const json& burn_in = child(root, "burn_in");
    tokens.shift_u = number(burn_in, "shift_u");
    tokens.shift_steps = integer(burn_in, "shift_steps");
    tokens.side_swap_every_loops = integer(burn_in, "side_swap_every_loops");
    return tokens;
}

}  // namespace

std::optional<ThemeName> parse_theme(std::string_view text) {
    return content::value_of(theme_names, text);
}

const TopicLook& Tokens::look(std::string_view name, ThemeName theme) const {
    auto found = topics.find(name);
    if (found == topics.end()) found = topics.find("general");
    assert(found != topics.end());
    return found->second.at(theme);
}

const LineHeights& Tokens::line_heights(content::Language language) const {
    switch (language) {
        case content::Language::ar: return arabic;
        case content::Language::zh: return cjk;
        case content::Language::ru: return cyrillic;
        default: return latin;
    }
}

content::Result<Tokens> parse_tokens(std::string_view text) {
    try {
        return tokens_of(json::parse(text));
    } catch (const Fault& fault) {
        return content::Error{content::Code::bad_input, "tokens.json: " + fault.message};
    } catch (const json::exception& error) {
        return content::Error{content::Code::bad_input, std::string("tokens.json: ") + error.what()};
    }
}

const Tokens& default_tokens() {
    // The file is part of the program: that it parses is proved by a test.
    static const Tokens tokens = [] {
        content::Result<Tokens> parsed = parse_tokens(embedded("tokens.json"));
        assert(parsed);
        return std::move(parsed).value();
    }();
    return tokens;
}

}  // namespace kiosk
