#include <doctest/doctest.h>

#include "kiosk/check/frame_lint.h"
#include "kiosk/frame/focus.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/visit.h"
#include "kiosk/visit/visit_view.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;

namespace {

struct Asked {
    Overlay overlay = Overlay::none;
    Preferences preferences;
    Screen screen;
    int focus = -1;
    int seconds = 20;
};

Frame frame_of(const Asked& asked, const content::Snapshot& snapshot = sample::snapshot()) {
    View view;
    view.language = asked.preferences.language;
    view.now = sample::now();
    view.browsing.emplace();
    view.browsing->overlay = asked.overlay;
    view.browsing->preferences = asked.preferences;
    view.browsing->focus = asked.focus;
    view.browsing->warning_seconds_left = asked.seconds;
    Scene scene;
    scene.kind = SceneKind::story;
    scene.id = snapshot.pack.stories.front().id;
    return build_frame(scene, snapshot, asked.screen, view, sample::resources());
}

Asked asking(Overlay overlay) {
    Asked asked;
    asked.overlay = overlay;
    return asked;
}

std::vector<std::string> ids_of(const Frame& frame, Action action) {
    std::vector<std::string> ids;
    for (const Target& target : frame.targets) {
        if (target.action == action && target.layer >= overlay_layer) ids.push_back(target.id);
    }
    return ids;
}

int count_words(const Frame& frame, const std::string& words) {
    int count = 0;
    for (std::size_t i = frame.overlay_begins; i < frame.elements.size(); ++i) {
        const auto* block = std::get_if<TextBlock>(&frame.elements[i].what);
        if (block != nullptr && block->spec.text == words) ++count;
    }
    return count;
}

int lit_segments(const Frame& frame) {
    const Colour sun = default_tokens().palettes.at(ThemeName::light).sun;
    int lit = 0;
    for (std::size_t i = frame.overlay_begins; i < frame.elements.size(); ++i) {
        const auto* stroke = std::get_if<Stroke>(&frame.elements[i].what);
        if (stroke != nullptr && stroke->colour == sun) ++lit;
    }
    return lit;
}

}  // namespace

TEST_CASE("overlay: without one a frame is the scene alone") {
    const Frame frame = frame_of(asking(Overlay::none));
    CHECK(frame.overlay_begins == 0);
    CHECK(std::ranges::none_of(frame.targets, [](const Target& target) { return target.layer >= overlay_layer; }));
}

TEST_CASE("overlay: it lies over the unchanged scene and takes its touches") {
    const Frame scene = frame_of(asking(Overlay::none));
    const Frame frame = frame_of(asking(Overlay::accessibility));
    REQUIRE(frame.overlay_begins == scene.elements.size());
    CHECK(std::equal(scene.elements.begin(), scene.elements.end(), frame.elements.begin()));
    const Rect down = scene.targets.back().rect;
    const int hit = target_at(frame, {down.x + down.width / 2, down.y - 5000});
    CHECK(hit == -1);
    CHECK(frame.spoken != scene.spoken);
}

TEST_CASE("language picker: every language of the edition, the host's too, and Close") {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.edition.host_language = Language::de;
    const Frame frame = frame_of(asking(Overlay::languages), snapshot);
    auto ids = ids_of(frame, Action::choose_language);
    std::ranges::sort(ids);
    CHECK(ids == std::vector<std::string>{"ar", "de", "en", "es", "fr", "ru", "zh"});
    CHECK(ids_of(frame, Action::close_overlay).size() == 1);
}

TEST_CASE("language picker: coverage is told in each language, from what can be seen now") {
    content::Snapshot snapshot = sample::snapshot();
    content::Story only_english = snapshot.pack.stories.front();
    only_english.id = "another";
    only_english.texts = {{Language::en, only_english.texts.at(Language::en)}};
    snapshot.pack.stories = {only_english};
    snapshot.pack.events.clear();
    snapshot.pack.calls.clear();
    snapshot.pack.links.clear();
    const Frame partial = frame_of(asking(Overlay::languages), snapshot);
    CHECK(count_words(partial, "All content") == 1);
    CHECK(count_words(partial, default_strings().get(Language::fr, "language.some_content")) == 1);
    snapshot.pack.stories.front().validity.until = sample::now();
    const Frame nothing_missing = frame_of(asking(Overlay::languages), snapshot);
    CHECK(count_words(nothing_missing, default_strings().get(Language::fr, "language.all_content")) == 1);
}

TEST_CASE("accessibility sheet: each switch offers its values, and the current one is bold") {
    Asked asked = asking(Overlay::accessibility);
    asked.preferences.contrast = Contrast::high;
    const Frame frame = frame_of(asked);
    CHECK(ids_of(frame, Action::set_text_scale) == std::vector<std::string>{"1", "1.3", "1.6"});
    CHECK(ids_of(frame, Action::set_contrast) == std::vector<std::string>{"standard", "high"});
    CHECK(ids_of(frame, Action::set_reach) == std::vector<std::string>{"standard", "low"});
    CHECK(ids_of(frame, Action::set_motion) == std::vector<std::string>{"gentle", "none"});
    CHECK(ids_of(frame, Action::set_time) == std::vector<std::string>{"standard", "no_limit"});
    CHECK(ids_of(frame, Action::reset_preferences).size() == 1);
    CHECK(ids_of(frame, Action::close_overlay).size() == 1);
    for (const Element& element : frame.elements) {
        const auto* block = std::get_if<TextBlock>(&element.what);
        if (block != nullptr && block->spec.text == "High") CHECK(block->spec.style.weight == 700);
        if (block != nullptr && block->spec.text == "No limit") CHECK(block->spec.style.weight < 700);
    }
}

TEST_CASE("accessibility sheet: Read aloud is offered only where there is sound") {
    Asked asked = asking(Overlay::accessibility);
    CHECK(ids_of(frame_of(asked), Action::set_read_aloud).empty());
    asked.screen.has_audio = true;
    CHECK(ids_of(frame_of(asked), Action::set_read_aloud) == std::vector<std::string>{"off", "on"});
}

TEST_CASE("accessibility sheet: at the ordinary text size it is at most 42u high") {
    Asked asked = asking(Overlay::accessibility);
    asked.screen.has_audio = true;
    const Frame frame = frame_of(asked);
    float top = 1080;
    for (const Target& target : frame.targets) {
        if (target.layer >= overlay_layer) top = std::min(top, target.rect.y);
    }
    CHECK(top > 1080 - 42 * 10.8F);
}

TEST_CASE("idle warning: number and segments count down together") {
    Asked asked = asking(Overlay::idle_warning);
    CHECK(lit_segments(frame_of(asked)) == 6);
    CHECK(count_words(frame_of(asked), "20") == 1);
    asked.seconds = 10;
    CHECK(lit_segments(frame_of(asked)) == 3);
    CHECK(count_words(frame_of(asked), "10") == 1);
    asked.seconds = 0;
    CHECK(lit_segments(frame_of(asked)) == 0);
    CHECK(ids_of(frame_of(asked), Action::keep_reading).size() == 1);
    CHECK(ids_of(frame_of(asked), Action::start_over).size() == 1);
}

TEST_CASE("overlay: where only the bottom can be reached, the focus bar stays free under it") {
    for (const Overlay overlay : {Overlay::languages, Overlay::accessibility, Overlay::idle_warning}) {
        Asked asked = asking(overlay);
        asked.preferences.reach = Reach::low;
        asked.screen.diagonal_inches = 55;
        asked.screen.bottom_mm = 1100;
        const Frame frame = frame_of(asked);
        const auto bar = std::ranges::find_if(frame.targets,
                                              [](const Target& target) { return target.action == Action::focus_next; });
        REQUIRE(bar != frame.targets.end());
        for (const Target& target : frame.targets) {
            if (target.layer >= overlay_layer) CHECK(target.rect.intersection(bar->rect).is_empty());
        }
        for (std::size_t i = frame.overlay_begins; i < frame.elements.size(); ++i) {
            const auto* fill = std::get_if<Fill>(&frame.elements[i].what);
            if (fill != nullptr) CHECK(fill->rect.bottom() <= bar->rect.y + 1);
        }
    }
}

TEST_CASE("focus ring: it is drawn last, around the chosen target of the overlay") {
    Asked asked = asking(Overlay::idle_warning);
    const Frame without = frame_of(asked);
    asked.focus = static_cast<int>(without.targets.size()) - 1;
    const Frame with = frame_of(asked);
    REQUIRE(with.elements.size() == without.elements.size() + 2);
    const auto& ring = std::get<Fill>(with.elements.back().what);
    CHECK(ring.rect == without.targets.back().rect);
}

TEST_CASE("overlay: the volume of reading aloud stands in the sheet while it is on, and the sheet is without fault") {
    const Resources resources = sample::resources();
    for (const Language language : content::all_languages) {
        for (const Size size : {Size{1920, 1080}, Size{1080, 1920}}) {
            for (const float scale : {1.0F, 1.3F, 1.6F}) {
                Asked asked = asking(Overlay::accessibility);
                asked.screen.has_audio = true;
                asked.preferences.language = language;
                asked.preferences.text_scale = scale;
                asked.preferences.read_aloud = ReadAloud::on;
                View view;
                view.size = size;
                view.language = language;
                view.now = sample::now();
                Browsing browsing;
                browsing.overlay = Overlay::accessibility;
                browsing.preferences = asked.preferences;
                apply(browsing, view);
                Scene scene;
                scene.kind = SceneKind::home;
                const content::Snapshot snapshot = sample::snapshot();
                const Frame frame = build_frame(scene, snapshot, asked.screen, view, resources);
                CAPTURE(content::code(language));
                CAPTURE(size.width);
                CAPTURE(scale);
                CHECK(ids_of(frame, Action::set_volume) == std::vector<std::string>{"quiet", "normal", "loud"});
                Frame sheet = frame;
                sheet.elements.erase(sheet.elements.begin(),
                                     sheet.elements.begin() + static_cast<std::ptrdiff_t>(frame.overlay_begins));
                std::erase_if(sheet.targets, [](const Target& target) { return target.layer < overlay_layer; });
                for (const LintFault& fault : lint_frame(sheet, resources.text, resources.tokens))
                    FAIL_CHECK(fault.message);
            }
        }
    }
    Asked silent = asking(Overlay::accessibility);
    silent.screen.has_audio = true;
    CHECK(ids_of(frame_of(silent), Action::set_volume).empty());
}
