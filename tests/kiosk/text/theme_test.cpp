#include "kiosk/text/theme.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "kiosk/text/embedded.h"

using namespace kiosk;

namespace {

const Palette& palette(ThemeName theme) {
    return default_tokens().palettes.at(theme);
}

}  // namespace

TEST_CASE("contrast: black on white is 21 and the order does not matter") {
    CHECK(contrast_ratio({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21));
    CHECK(contrast_ratio({255, 255, 255}, {0, 0, 0}) == doctest::Approx(21));
}

TEST_CASE("tokens: text of every theme stands out from paper and card") {
    for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
        const Palette& colours = palette(theme);
        for (const Colour ground : {colours.paper, colours.card}) {
            CHECK(contrast_ratio(colours.ink, ground) >= 7);
            CHECK(contrast_ratio(colours.ink2, ground) >= 7);
            CHECK(contrast_ratio(colours.ink3, ground) >= 4.5);
            CHECK(contrast_ratio(colours.blue, ground) >= 4.5);
            CHECK(contrast_ratio(colours.cancel, ground) >= 4.5);
        }
        CHECK(contrast_ratio(colours.on_navy, colours.navy) >= 7);
        CHECK(contrast_ratio(colours.on_navy2, colours.navy) >= 7);
        CHECK(contrast_ratio(colours.notice_ink, colours.notice_ground) >= 7);
        CHECK(contrast_ratio(colours.emergency_ink, colours.emergency_ground) >= 7);
        CHECK(contrast_ratio(colours.card, colours.live) >= 4.5);
    }
}

TEST_CASE("tokens: the contrasts that SCENES.md 3.3 names hold") {
    const Palette& light = palette(ThemeName::light);
    const Palette& dark = palette(ThemeName::dark);
    const auto is_about = [](double value, double expected) { return std::abs(value - expected) < 0.1; };
    CHECK(is_about(contrast_ratio(light.ink, light.paper), 15.4));
    CHECK(is_about(contrast_ratio(light.ink3, light.paper), 5.5));
    CHECK(is_about(contrast_ratio(light.blue, light.card), 7.0));
    CHECK(is_about(contrast_ratio(dark.ink, dark.paper), 15.9));
    CHECK(is_about(contrast_ratio(dark.cancel, dark.card), 7.7));
}

TEST_CASE("tokens: a topic's name is readable on paper and white on its ground") {
    const Tokens& tokens = default_tokens();
    for (const auto& topic : tokens.topics) {
        const auto& looks = topic.second;
        INFO(topic.first);
        for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
            CHECK(contrast_ratio(looks.at(theme).ink, palette(theme).paper) >= 4.5);
            CHECK(contrast_ratio(palette(theme).on_navy, looks.at(theme).ground) >= 7);
            CHECK(contrast_ratio(palette(theme).on_navy2, looks.at(theme).ground) >= 7);
        }
    }
}

TEST_CASE("tokens: an unknown topic looks like a general one") {
    const Tokens& tokens = default_tokens();
    CHECK(&tokens.look("no such topic", ThemeName::light) == &tokens.look("general", ThemeName::light));
}

TEST_CASE("tokens: every key of the file is read, and missed when it is not there") {
    const nlohmann::json whole = nlohmann::json::parse(embedded("tokens.json"));
    int checked = 0;
    const std::function<void(const nlohmann::json::json_pointer&)> check = [&](const auto& place) {
        const nlohmann::json here = whole.at(place);  // a copy: its keys are gone through
        for (const auto& [key, value] : here.items()) {
            if (!here.is_object() || key.starts_with('_')) continue;  // a remark
            check(place / key);
            // A topic may be left out, but for the one that stands for all others.
            if (place.to_string() == "/topics" && key != "general") continue;
            nlohmann::json without = whole;
            without.at(place).erase(key);
            const std::string token = (place / key).to_string();
            CAPTURE(token);
            CHECK_FALSE(parse_tokens(without.dump()));
            ++checked;
        }
    };
    check(nlohmann::json::json_pointer());
    CHECK(checked > 150);
}

TEST_CASE("tokens: a missing or malformed token is refused by name") {
    const std::string whole(embedded("tokens.json"));
    const auto with = [&whole](const std::string& from, const std::string& to) {
        std::string changed = whole;
        const std::size_t at = changed.find(from);
        REQUIRE(at != std::string::npos);
        return parse_tokens(changed.replace(at, from.size(), to));
    };
    CHECK(parse_tokens(whole));
    CHECK_FALSE(parse_tokens(""));
    CHECK_FALSE(parse_tokens("[]"));
    const auto no_gist = with("\"gist\"", "\"gust\"");
    REQUIRE_FALSE(no_gist);
    CHECK(no_gist.error().message.find("gist") != std::string::npos);
    CHECK_FALSE(with("#F6F4EE", "F6F4EE1"));
    CHECK_FALSE(with("#F6F4EE", "#F6F4EG"));
    CHECK_FALSE(with("\"gate\"", "\"door\""));
    CHECK_FALSE(with("6.4,", "\"6.4\","));
}
