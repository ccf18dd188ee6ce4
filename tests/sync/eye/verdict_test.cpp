#include "sync/eye/verdict.h"

#include <doctest/doctest.h>

#include "content/base/json.h"
#include "sync/eye/eye_limits.h"

namespace {

using eye::Drawing;
using screens::PictureState;
using screens::Why;

const content::Instant noon{std::chrono::seconds(1'773'655'200)};
const std::string good(64, 'a');
const std::string other(64, 'b');
const std::string look(64, 'c');

/// It shows a story of release 3, and tells all about it.
screens::Screen screen() {
    screens::Screen one;
    one.id = 7;
    one.groups = {"foyer"};
    report::ScreenReport said;
    said.clock = report::ClockWorth::plausible;
    said.version = "0.1.0";
    content::Glass glass;
    glass.release = 3;
    glass.scene = "highlight:forum";
    glass.language = "fr";
    glass.since = noon;
    glass.frame = good;
    glass.look = look;
    glass.width = 1080;
    glass.height = 1920;
    said.glass = glass;
    one.report = said;
    return one;
}

Drawing drawing() {
    Drawing drawn;
    drawn.release = 3;
    drawn.frame = good;
    drawn.look = look;
    drawn.version = "0.1.0";
    return drawn;
}

}  // namespace

TEST_CASE("verdict: the same pixels are the same, whoever drew them") {
    const auto picture = eye::judge(screen(), drawing(), noon);
    CHECK(picture.state == PictureState::same);
    CHECK(picture.why == Why::nothing);
    CHECK(picture.drawn == good);
    CHECK(picture.width == 1080);
    CHECK(picture.checked == noon);
    auto told_little = screen();
    told_little.report->version = "0.2.0";
    told_little.report->glass->look.clear();
    told_little.report->failure = "no mirror answers";
    CHECK(eye::judge(told_little, drawing(), noon).state == PictureState::same);
}

TEST_CASE("verdict: other pixels differ, unless there is a reason for them") {
    auto drawn = drawing();
    drawn.frame = other;
    CHECK(eye::judge(screen(), drawn, noon).state == PictureState::differs);
    CHECK(eye::judge(screen(), drawn, noon).drawn == other);
    const auto why = [&](auto change) {
        auto changed = screen();
        change(changed);
        const auto picture = eye::judge(changed, drawn, noon);
        CHECK(picture.state == PictureState::unknown);
        CHECK(picture.drawn == other);
        return picture.why;
    };
    CHECK(why([](screens::Screen& one) { one.report->version = "0.2.0"; }) == Why::other_version);
    CHECK(why([](screens::Screen& one) { one.report->glass->look = other; }) == Why::own_settings);
    CHECK(why([](screens::Screen& one) { one.report->glass->look.clear(); }) == Why::own_settings);
    CHECK(why([](screens::Screen& one) { one.report->failure = "no mirror answers"; }) == Why::cut_off);
}

TEST_CASE("verdict: what cannot be drawn is not compared, and no picture of something else is shown") {
    const auto failed = eye::judge(screen(), content::Error{content::Code::io, "it ended"}, noon);
    CHECK(failed.state == PictureState::unknown);
    CHECK(failed.why == Why::failed);
    CHECK(failed.drawn.empty());
    auto newer = drawing();
    newer.release = 4;
    CHECK(eye::judge(screen(), newer, noon).why == Why::other_release);
    CHECK(eye::judge(screen(), newer, noon).drawn.empty());
}

TEST_CASE("verdict: of a screen that is used, moves, waits or is behind, nothing is asked") {
    CHECK_FALSE(eye::why_not(screen(), 3));
    CHECK(eye::why_not(screen(), 4) == Why::other_release);
    const auto why = [](auto change) {
        auto changed = screen();
        change(*changed.report->glass);
        return eye::why_not(changed, 3);
    };
    CHECK(why([](content::Glass& glass) { glass.has_visit = true; }) == Why::in_use);
    CHECK(why([](content::Glass& glass) { glass.frame.clear(); }) == Why::moving);
    CHECK(why([](content::Glass& glass) { glass.scene = "pairing"; }) == Why::own_words);
    CHECK(why([](content::Glass& glass) { glass.scene = "staff"; }) == Why::own_words);
    auto dark = screen();
    dark.report->glass.reset();
    CHECK(eye::why_not(dark, 3) == Why::moving);
}

TEST_CASE("drawing: screens that show the same ask the same; one whose clock is wrong is asked by its own clock") {
    auto one = screen();
    one.name = "Foyer M";
    auto twin = screen();
    twin.name = "Foyer N";
    twin.id = 8;
    const std::string line = eye::picture_request(one, "touch = false\n", "/srv/cache.db");
    CHECK(line == eye::picture_request(twin, "touch = false\n", "/srv/cache.db"));
    CHECK(line != eye::picture_request(one, "", "/srv/cache.db"));
    const auto json = content::parse_strict_json(line, "request");
    REQUIRE(json);
    CHECK(json->text_at("cache") == "/srv/cache.db");
    CHECK(json->text_at("scene") == "highlight:forum");
    CHECK(json->text_at("language") == "fr");
    CHECK(json->number_at("height") == 1920);
    CHECK(json->text_at("at") == content::to_iso(noon));
    CHECK(json->text_at("settings").find("groups = [\"foyer\"]") != std::string::npos);
    CHECK(json->text_at("settings").find("touch = false") != std::string::npos);
    CHECK_FALSE(json->flag_at("clock_unconfirmed"));
    CHECK(json->flag_at("exit_unconfirmed"));
    one.report->glass->exit = content::ExitState::denied;
    CHECK(eye::picture_request(one, "touch = false\n", "/srv/cache.db") == line);
    one.report->glass->exit = content::ExitState::confirmed;
    const auto confirmed = content::parse_strict_json(eye::picture_request(one, "", "/c"), "request");
    CHECK_FALSE(confirmed->flag_at("exit_unconfirmed"));
    one.clock_ahead = 3600;
    one.report->clock = report::ClockWorth::unknown;
    const auto wrong = content::parse_strict_json(eye::picture_request(one, "", "/c"), "request");
    CHECK(wrong->text_at("at") == content::to_iso(noon + std::chrono::hours(1)));
    CHECK(wrong->flag_at("clock_unconfirmed"));
}

TEST_CASE("drawing: answers are read, and those of a renderer gone mad are refused") {
    const auto turns = eye::read_drawing(
        R"({"id":1,"release":3,"turns":[{"at":"2026-03-16T12:00:00Z","scene":"call:x","language":"en","title":"T"}]})",
        "");
    REQUIRE(turns);
    REQUIRE(turns->turns.size() == 1);
    CHECK(turns->turns.front().title == "T");
    CHECK(eye::bytes_behind(R"({"bytes":17,"release":3})").value() == 17);
    CHECK(eye::bytes_behind(R"({"release":3})").value() == 0);
    CHECK_FALSE(eye::bytes_behind(R"({"bytes":-1})"));
    CHECK_FALSE(eye::bytes_behind(R"({"bytes":99999999999})"));
    CHECK_FALSE(eye::bytes_behind("rubbish"));
    CHECK_FALSE(eye::read_drawing(R"({"release":3,"frame":"../../etc/passwd"})", ""));
    CHECK_FALSE(eye::read_drawing(R"({"release":"three"})", ""));
    const auto told = eye::read_drawing(R"({"id":1,"code":"not found","message":"no cache"})", "");
    REQUIRE_FALSE(told);
    CHECK(told.error().message == "renderer: no cache");
}
