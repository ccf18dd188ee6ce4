#include <doctest/doctest.h>

#include <set>

#include "kiosk/render/gallery.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/golden/shot.h"
#include "tests/support/read_codes.h"
#include "tests/support/resources.h"

/// Pictures of the demonstration packs beside stored ones, and their codes read as a phone reads them. After a wanted
/// change: ROTUNDA_UPDATE_GOLDEN=1 build/.../golden_tests, then look at every changed picture before keeping it.
namespace {

using namespace golden;
using namespace kiosk;

constexpr double tolerated_share = 0.002;  // of all pixels

const Size wide{1280, 720};
const Size tall{720, 1280};

std::vector<Shot> shots() {
    using content::Language;
    const std::string news = "csu-2024-01";
    const std::string foyer = "foyer-example";
    const std::string forum = "highlight:civil-society-forum-atlanta";
    const std::string cyber = "highlight:cybercrime-convention-multistakeholder";
    const std::string call = "call:constructive-dialogues-2024";
    const std::string event = "event:2024-03-18-04-plenary@foyer-example";
    return {{"highlight-en", news, forum, Language::en, wide},
            {"highlight-ar-tall", news, forum, Language::ar, tall},
            {"highlight-zh-dark", news, cyber, Language::zh, wide, ThemeName::dark},
            {"highlight-ru-large-hc", news, forum, Language::ru, wide, ThemeName::high_contrast, 1.3F},
            {"programme-en", foyer, "programme", Language::en, wide},
            {"programme-ar-dark", foyer, "programme", Language::ar, wide, ThemeName::dark},
            {"programme-upcoming-es-tall", news, "programme:upcoming", Language::es, tall},
            {"links-fr", news, "links", Language::fr, wide},
            {"links-zh-tall", news, "links", Language::zh, tall},
            {"call-en", news, call, Language::en, wide},
            {"call-ar-tall", news, call, Language::ar, tall},
            {"event-en", foyer, event, Language::en, wide},
            {"event-fr-tall", foyer, event, Language::fr, tall},
            {"notice-en", foyer, "notice:", Language::en, wide},
            {"emergency-en", news, "emergency:leave_building", Language::en, wide},
            {"emergency-ar-tall", news, "emergency:leave_building", Language::ar, tall},
            {"clock-ru", news, "clock", Language::ru, wide},
            {"pairing-en", news, "pairing", Language::en, wide},
            {"pairing-ar-tall", news, "pairing", Language::ar, tall}};
}

/// What visitors see.
std::vector<Shot> browsing_shots() {
    using content::Language;
    const std::string news = "csu-2024-01";
    const std::string foyer = "foyer-example";
    const std::string forum = "story:civil-society-forum-atlanta";
    const auto light = ThemeName::light;
    Visitor plain;
    Visitor low;
    low.reach = Reach::low;
    Visitor further;
    further.scroll = {3, 0};
    Visitor focused;
    focused.focus = 2;
    Visitor searching;
    searching.query = "corruption";
    Visitor searching_arabic;
    searching_arabic.query = "الفساد";
    Visitor sheet;
    sheet.overlay = Overlay::accessibility;
    Visitor picker;
    picker.overlay = Overlay::languages;
    Visitor banner;
    banner.sees_banner = true;
    Visitor idle;
    idle.overlay = Overlay::idle_warning;
    return {{"browse-home-en", news, "home", Language::en, wide, light, 1, plain},
            {"browse-home-ar-tall", news, "home", Language::ar, tall, light, 1, plain},
            {"browse-home-zh-dark", news, "home", Language::zh, wide, ThemeName::dark, 1, focused},
            {"browse-stories-fr", news, "stories", Language::fr, wide, light, 1, plain},
            {"browse-day-en", foyer, "programme:2024-03-18", Language::en, wide, light, 1, plain},
            {"browse-day-ar-low", foyer, "programme:2024-03-18", Language::ar, tall, light, 1, low},
            {"browse-story-en", news, forum, Language::en, wide, light, 1, plain},
            {"browse-story-ar-tall", news, forum, Language::ar, tall, light, 1, further},
            {"browse-story-zh-large-hc", news, forum, Language::zh, wide, ThemeName::high_contrast, 1.3F, further},
            {"browse-search-en", news, "search", Language::en, wide, light, 1, searching},
            {"browse-search-ar", news, "search", Language::ar, wide, light, 1, searching_arabic},
            {"browse-search-zh-tall", news, "search", Language::zh, tall, light, 1, plain},
            {"browse-sheet-en", news, forum, Language::en, wide, light, 1, sheet},
            {"browse-sheet-ar-tall", news, forum, Language::ar, tall, light, 1, sheet},
            {"browse-languages-zh", news, "home", Language::zh, wide, light, 1, picker},
            {"browse-idle-en", news, "home", Language::en, wide, light, 1, idle},
            {"browse-week-en", foyer, "programme:week", Language::en, wide, light, 1, plain},
            {"browse-banner-en", foyer, "programme:2024-03-18", Language::en, wide, light, 1, banner, true},
            {"browse-banner-ar-tall", foyer, "programme:2024-03-18", Language::ar, tall, light, 1, banner, true},
            {"browse-day-ways-en", foyer, "programme:2024-03-18", Language::en, wide, light, 1, plain, true},
            {"browse-day-ways-ar-tall", foyer, "programme:2024-03-18", Language::ar, tall, light, 1, plain, true},
            {"browse-event-ways-en", foyer, "event:2024-03-18-04-plenary@foyer-example", Language::en, wide, light, 1,
             plain, true},
            {"browse-event-ways-ar", foyer, "event:2024-03-18-04-plenary@foyer-example", Language::ar, wide, light, 1,
             plain, true},
            {"browse-link-ar", news, "link:unit-website", Language::ar, wide, light, 1, plain},
            {"browse-link-en-tall", news, "link:unit-website", Language::en, tall, light, 1, plain}};
}

void compare(const Shot& shot, const Pixels& pixels) {
    const auto expected = stored_or_updated(shot.name, pixels);
    if (!expected) return;
    const double share = difference(pixels, *expected);
    CHECK_MESSAGE(share <= tolerated_share, shot.name << " differs in " << share * 100 << " % of its pixels");
    if (share > tolerated_share) keep_differing(shot.name, pixels);
}

void compare_all(const std::string& pack, const std::vector<Shot>& shots) {
    const content::Snapshot snapshot = load(pack);
    for (const Shot& shot : shots) {
        if (shot.pack != pack) continue;
        CAPTURE(shot.name);
        const Painted painted = paint(shot, snapshot);
        compare(shot, painted.pixels);
        if (shot.visitor && shot.visitor->overlay == Overlay::none)
            CHECK(support::read_codes(painted.pixels, 1) == painted.codes);
    }
}

}  // namespace

TEST_CASE("golden: the newsletter's scenes look as they were approved") {
    compare_all("csu-2024-01", shots());
}

TEST_CASE("golden: the foyer example's scenes look as they were approved") {
    compare_all("foyer-example", shots());
}

TEST_CASE("golden: what visitors see looks as it was approved, and its codes are read") {
    compare_all("csu-2024-01", browsing_shots());
    compare_all("foyer-example", browsing_shots());
}

TEST_CASE("golden: every code on every scene is read by a phone's decoder, at full and at half size") {
    for (const std::string pack : {"csu-2024-01", "foyer-example"}) {
        const content::Snapshot snapshot = load(pack);
        View view;
        view.now = time_of(pack);
        for (const content::Language language : {content::Language::en, content::Language::ar}) {
            view.language = language;
            int codes = 0;
            for (const Scene& scene : scenes_of(snapshot.pack)) {
                const Frame frame = build_frame(scene, snapshot, example_screen(), view, sample::resources());
                const std::set<std::string> payloads = codes_of(frame);
                if (payloads.empty()) continue;
                codes += static_cast<int>(payloads.size());
                std::vector<std::string> reports;
                const Pixels pixels =
                    paint_scene(scene, snapshot, example_screen(), view, sample::resources(), reports);
                CAPTURE(to_string(scene));
                CHECK(support::read_codes(pixels, 1) == payloads);
                CHECK(support::read_codes(pixels, 2) == payloads);
            }
            CHECK(codes > 10);
        }
    }
}
