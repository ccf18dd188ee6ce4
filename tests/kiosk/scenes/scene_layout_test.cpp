#include <doctest/doctest.h>

#include "kiosk/check/frame_lint.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;

namespace {

struct Setting {
    Size size;
    content::Language language;
    ThemeName theme;
    float text_scale;
};

Frame frame_of(const std::string& scene, const Setting& setting) {
    static const content::Snapshot snapshot = sample::snapshot();
    View view;
    view.size = setting.size;
    view.language = setting.language;
    view.theme = setting.theme;
    view.text_scale = setting.text_scale;
    view.now = sample::now();
    view.saved_at = sample::now() - std::chrono::minutes(37);
    view.pairing = {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
    return build_frame(*parse_scene(scene), snapshot, Screen{}, view, sample::resources());
}

void check_all(const std::vector<std::string>& scenes, const std::vector<Setting>& settings) {
    const Resources resources = sample::resources();
    for (const std::string& scene : scenes) {
        for (const Setting& setting : settings) {
            const Frame frame = frame_of(scene, setting);
            for (const LintFault& fault : lint_frame(frame, resources.text, resources.tokens)) {
                if (fault.kind == FaultKind::shortened) continue;
                const std::string what = scene + " " + std::string(content::code(setting.language)) + " " +
                                         std::to_string(setting.size.width) + "x" +
                                         std::to_string(setting.size.height) + " text " +
                                         std::to_string(setting.text_scale) + ": " + fault.message;
                FAIL_CHECK(what);
            }
        }
    }
}

const std::vector<std::string> scenes = {"highlight:forum",
                                         "highlight:migrants",
                                         "highlight:no-gist",
                                         "highlight:english-only",
                                         "call:dialogues",
                                         "event:plenary",
                                         "event:moved",
                                         "event:delayed",
                                         "event:cancelled",
                                         "event:full",
                                         "event:virtual",
                                         "event:week",
                                         "event:unconfirmed",
                                         "event:months",
                                         "event:bare",
                                         "clock",
                                         "pairing"};

std::vector<Setting> every_language(Size size, float text_scale) {
    std::vector<Setting> settings;
    for (const content::Language language : content::all_languages) {
        settings.push_back({size, language, ThemeName::light, text_scale});
    }
    return settings;
}

}  // namespace

TEST_CASE("scenes: nothing is clipped or overlaps in landscape, in every language") {
    check_all(scenes, every_language({1920, 1080}, 1));
}

TEST_CASE("scenes: nothing is clipped or overlaps in portrait, in every language") {
    check_all(scenes, every_language({1080, 1920}, 1));
}

TEST_CASE("scenes: nothing is clipped or overlaps at 1280 by 720 with larger text") {
    check_all(scenes, every_language({1280, 720}, 1.3F));
}

TEST_CASE("scenes: nothing is clipped or overlaps at the largest text, in landscape") {
    check_all(scenes, every_language({1920, 1080}, 1.6F));
}

TEST_CASE("scenes: nothing is clipped or overlaps at the largest text, in portrait") {
    check_all(scenes, every_language({1080, 1920}, 1.6F));
}

TEST_CASE("scenes: dark, high contrast and 4K keep the same promises") {
    check_all(scenes, {{{3840, 2160}, content::Language::ru, ThemeName::dark, 1},
                       {{1920, 1080}, content::Language::fr, ThemeName::high_contrast, 1},
                       {{1080, 1920}, content::Language::ar, ThemeName::high_contrast, 1.6F},
                       {{720, 1280}, content::Language::zh, ThemeName::dark, 1}});
}

TEST_CASE("scenes: a touch never falls into the void, and a frame never ends in the past") {
    for (const std::string& scene : scenes) {
        const Frame frame = frame_of(scene, {{1920, 1080}, content::Language::ar, ThemeName::light, 1});
        INFO(scene);
        CHECK(frame.next_change.value_or(sample::now() + std::chrono::seconds(1)) > sample::now());
        if (scene == "pairing") continue;
        const bool whole = std::any_of(frame.targets.begin(), frame.targets.end(), [](const Target& target) {
            return target.layer == -1 && target.rect == Rect{0, 0, 1920, 1080};
        });
        CHECK(whole);
    }
}
