#include "kiosk/render/renderer.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "kiosk/app/glass_report.h"
#include "kiosk/display/picture_hash.h"
#include "kiosk/paint/image.h"
#include "kiosk/render/look.h"
#include "tests/kiosk/app/app_bench.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace kiosk;
using namespace kiosk::app_bench;

/// Everything that a loop can hold, and no emergency, before which all else gives way.
std::shared_ptr<Snapshot> full_snapshot() {
    auto snapshot = std::make_shared<Snapshot>(sample::snapshot());
    std::erase_if(snapshot->pack.notices,
                  [](const content::Notice& notice) { return notice.level == content::NoticeLevel::emergency; });
    snapshot->release = 41;
    snapshot->blobs = std::make_shared<TwoPhotos>();
    return snapshot;
}

content::Result<Screen> screen_of(const std::string& settings) {
    Screen screen;
    if (settings == "wrong") return content::Error{content::Code::bad_input, "settings:1: wrong"};
    if (settings == "dark") screen.theme = ThemeName::dark;
    if (settings == "exit") screen.exit = Exit();
    return screen;
}

class RenderBench {
public:
    explicit RenderBench(const Resources& resources, std::shared_ptr<const Snapshot> shown = full_snapshot())
        : snapshot(std::move(shown)),
          renderer({resources, "0.1.0",
                    [this](const RenderRequest&) -> content::Result<std::shared_ptr<const Snapshot>> {
                        if (snapshot == nullptr) return content::Error{content::Code::not_found, "nothing is there"};
                        return snapshot;
                    },
                    screen_of}) {}

    std::shared_ptr<const Snapshot> snapshot;
    Renderer renderer;
};

RenderRequest request_at(content::Instant at, Ask ask = Ask::hash) {
    RenderRequest request;
    request.at = at;
    request.ask = ask;
    request.size = {640, 360};
    return request;
}

/// A display that tells what is on its glass.
class ShowingBench {
public:
    explicit ShowingBench(const std::shared_ptr<const Snapshot>& snapshot)
        : report(folder.path(), [](const std::string&) {}),
          bench(snapshot, Bench::open_dummy(PanelRotation::none), MotionChoice::gentle, std::nullopt, &report) {
        bench.wall = sample::now();
    }
    [[nodiscard]] content::Glass glass() const {
        const auto told = content::load_glass(folder.path());
        return told ? *told : content::Glass();
    }

    TemporaryFolder folder;
    GlassReport report;
    Bench bench;
};

}  // namespace

TEST_CASE("render: each picture of the loop has the pixels that a display shows") {
    const auto snapshot = full_snapshot();
    ShowingBench showing(snapshot);
    RenderBench render({default_tokens(), default_strings(), showing.bench.text, showing.bench.codes}, snapshot);
    std::map<std::string, std::set<std::string>> compared;  // pictures by kind of scene
    for (int second = 0; second < 600; ++second) {
        showing.bench.go_for(seconds(1));
        const content::Glass glass = showing.glass();
        if (glass.frame.empty()) continue;
        const std::string kind = glass.scene.substr(0, glass.scene.find(':'));
        if (!compared[kind].insert(glass.frame).second) continue;
        RenderRequest request = request_at(glass.since);
        request.scene = parse_scene(glass.scene).value();
        request.language = content::parse_language(glass.language);
        const auto answer = render.renderer.answer(request);
        REQUIRE(answer);
        CHECK_MESSAGE(answer->frame == glass.frame, glass.scene);
        CHECK(answer->look == glass.look);
        request.scene.reset();
        const auto scheduled = render.renderer.answer(request);
        REQUIRE(scheduled);
        CHECK_MESSAGE(scheduled->frame == glass.frame, glass.scene);
        CHECK(to_string(scheduled->scene) == glass.scene);
        CHECK(scheduled->release == glass.release);
    }
    for (const char* kind : {"highlight", "programme", "links", "call", "notice"})
        CHECK_MESSAGE(compared.contains(kind), kind);
    CHECK(compared["programme"].size() > 1);
}

TEST_CASE("render: what is not as on the screen has another hash") {
    RenderBench render(sample::resources());
    const RenderRequest usual = request_at(sample::now());
    const auto frame_of = [&](const RenderRequest& request) {
        const auto answer = render.renderer.answer(request);
        REQUIRE(answer);
        return answer->frame;
    };
    std::set<std::string> frames = {frame_of(usual)};
    const auto differs = [&](auto change) {
        RenderRequest other = usual;
        change(other);
        return frames.insert(frame_of(other)).second;
    };
    CHECK(differs([](RenderRequest& one) { one.language = Language::zh; }));
    CHECK(differs([](RenderRequest& one) { one.size = {360, 640}; }));
    CHECK(differs([](RenderRequest& one) { one.theme = ThemeName::dark; }));
    CHECK(differs([](RenderRequest& one) { one.theme = ThemeName::high_contrast; }));
    CHECK(differs([](RenderRequest& one) { one.text_scale = 1.6F; }));
    CHECK(differs([](RenderRequest& one) { one.at += minutes(1); }));
    CHECK(differs([](RenderRequest& one) { one.scene = parse_scene("clock").value(); }));
    CHECK_FALSE(differs([](RenderRequest& one) { one.settings = "dark"; }));  // as the theme that was asked for
    CHECK_FALSE(differs([](RenderRequest& one) { one.at += seconds(1); }));
}

TEST_CASE("render: a way out that nobody has confirmed counts as none, and one that somebody has is part of the look") {
    RenderBench render(sample::resources());
    const auto look_of = [&](const std::string& settings, bool is_confirmed) {
        RenderRequest request = request_at(sample::now());
        request.settings = settings;
        request.exit_confirmed = is_confirmed;
        const auto answer = render.renderer.answer(request);
        REQUIRE(answer);
        return answer->look;
    };
    CHECK(look_of("exit", false) == look_of("", true));
    CHECK(look_of("exit", true) != look_of("", true));
}

TEST_CASE("render: a picture is as narrow as wanted, and its hash is of the whole one") {
    RenderBench render(sample::resources());
    RenderRequest request = request_at(sample::now(), Ask::picture);
    const auto whole = render.renderer.answer(request);
    request.picture_width = 160;
    const auto narrow = render.renderer.answer(request);
    REQUIRE(whole);
    REQUIRE(narrow);
    CHECK(whole->frame == narrow->frame);
    const auto header_of = [](const std::string& png) { return content::read_picture_header(png).value().upright(); };
    CHECK(header_of(whole->png).width == 640);
    CHECK(header_of(narrow->png).width == 160);
    CHECK(header_of(narrow->png).height == 90);
    const auto pixels = decode_picture(whole->png, {{640, 360}});
    REQUIRE(pixels);
    const Size margin_free = {640, 360};
    CHECK(pixels->size == margin_free);
    CHECK(render.renderer.answer(request)->png == narrow->png);
}

TEST_CASE("render: the next slides are those that a display shows, with their titles") {
    const auto snapshot = full_snapshot();
    RenderBench render(sample::resources(), snapshot);
    RenderRequest request = request_at(sample::now(), Ask::turns);
    request.slides = 40;
    request.language = Language::en;
    const auto answer = render.renderer.answer(request);
    REQUIRE(answer);
    REQUIRE(answer->turns.size() == 40);
    ShowingBench showing(snapshot);
    std::size_t titled = 0;
    for (std::size_t number = 0; number + 1 < answer->turns.size(); ++number) {
        const Turn& turn = answer->turns[number];
        const auto middle = turn.at + (answer->turns[number + 1].at - turn.at) / 2;
        showing.bench.go_for(std::chrono::duration_cast<milliseconds>(middle - showing.bench.wall));
        CHECK_MESSAGE(to_string(showing.bench.app->scene()) == to_string(turn.scene), content::to_iso(turn.at));
        titled += turn.title.empty() ? 0U : 1U;
        if (turn.scene.kind != SceneKind::highlight) continue;
        const auto& story = sample::find(snapshot->pack.stories, turn.scene.id);
        CHECK(turn.title == content::text_in(story.texts, Language::en, snapshot->pack.edition).headline);
    }
    CHECK(titled > 5);
}

TEST_CASE("render: settings that change pictures have another hash, names have not") {
    const std::string usual = hash_of_look({}, std::nullopt, 1);
    CHECK(content::is_sha256(usual));
    CHECK(hash_of_look({}, ThemeName::light, 1) != usual);
    CHECK(hash_of_look({}, std::nullopt, 1.3F) != usual);
    const auto with = [](auto change) {
        Screen screen;
        change(screen);
        return hash_of_look(screen, std::nullopt, 1);
    };
    CHECK(with([](Screen& screen) { screen.groups = {"foyer"}; }) != usual);
    CHECK(with([](Screen& screen) { screen.diagonal_inches = 55.5; }) != usual);
    CHECK(with([](Screen& screen) { screen.bottom_mm = 900; }) != usual);
    CHECK(with([](Screen& screen) { screen.touch_distance_mm = 500; }) != usual);
    CHECK(with([](Screen& screen) { screen.has_touch = false; }) != usual);
    CHECK(with([](Screen& screen) { screen.hours = OpeningHours(); }) != usual);
    CHECK(with([](Screen& screen) { screen.exit = Exit(); }) != usual);
    CHECK(with([](Screen& screen) { screen.door_of = {"Room M2"}; }) != usual);
    CHECK(with([](Screen& screen) { screen.rooms["Boardroom D"] = {Arrow::up, false}; }) != usual);
    CHECK(with([](Screen& screen) {
              screen.rooms["Boardroom D"] = {Arrow::up, true};
          }) != with([](Screen& screen) {
              screen.rooms["Boardroom D"] = {Arrow::up, false};
          }));
    CHECK(with([](Screen& screen) { screen.name = "Foyer M"; }) == usual);
}

TEST_CASE("render: what cannot be drawn is said, and the next picture comes all the same") {
    RenderBench render(sample::resources());
    RenderRequest request = request_at(sample::now());
    request.scene = parse_scene("highlight:nobody-wrote-this").value();
    CHECK(render.renderer.answer(request).error().code == content::Code::bad_input);
    request.scene.reset();
    request.settings = "wrong";
    CHECK(render.renderer.answer(request).error().message == "settings:1: wrong");
    request.settings.clear();
    CHECK(render.renderer.answer(request));
    render.snapshot = nullptr;
    CHECK(render.renderer.answer(request).error().code == content::Code::not_found);
}
