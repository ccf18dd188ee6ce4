/// The search scene through the layout check: every language, size, theme, text size, reach and keyboard, with no topic
/// and many, with no result and more than fit.
#include <doctest/doctest.h>

#include "content/items/item_kind.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/kiosk/scenes/layout_faults.h"
#include "tests/support/long_names.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using content::Hit;
using content::ItemKind;
using content::Language;
using kiosk::KeyboardLayout;
using kiosk::ThemeName;

namespace {

constexpr std::array<kiosk::Size, 3> sizes = {kiosk::Size{1280, 720}, kiosk::Size{1920, 1080}, kiosk::Size{1080, 1920}};

struct Mounting {
    kiosk::Reach reach;
    double diagonal;
    int bottom_mm;
};
/// Standard; low reach where the controls move, and where only the focus bar is within reach.
constexpr std::array<Mounting, 3> mountings = {
    {{kiosk::Reach::standard, 0, 1100}, {kiosk::Reach::low, 55, 750}, {kiosk::Reach::low, 55, 1100}}};

struct Typed {
    std::string query;
    std::vector<Hit> hits;
    KeyboardLayout keyboard = KeyboardLayout::of_language;
};

void check_everywhere(const Typed& typed, const content::Snapshot& snapshot) {
    const kiosk::Resources resources = sample::resources();
    int faults = 0;
    int without_home = 0;
    for (const Language language : content::all_languages) {
        for (const kiosk::Size size : sizes) {
            for (const float scale : {1.0F, 1.3F, 1.6F}) {
                for (const Mounting& mounting : mountings) {
                    for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
                        if (theme == ThemeName::high_contrast && mounting.reach == kiosk::Reach::low) continue;
                        if (theme == ThemeName::dark && (mounting.reach == kiosk::Reach::low || scale > 1)) continue;
                        kiosk::Screen screen;
                        screen.diagonal_inches = mounting.diagonal;
                        screen.bottom_mm = mounting.bottom_mm;
                        screen.touch_distance_mm = 400;
                        kiosk::View view;
                        view.size = size;
                        view.language = language;
                        view.text_scale = scale;
                        view.theme = theme;
                        view.now = sample::now();
                        view.browsing.emplace();
                        view.browsing->preferences = {language, scale};
                        view.browsing->preferences.reach = mounting.reach;
                        view.browsing->query = typed.query;
                        view.browsing->hits = typed.hits;
                        view.browsing->keyboard = typed.keyboard;
                        view.browsing->can_go_back = true;
                        kiosk::Scene scene;
                        scene.kind = kiosk::SceneKind::search;
                        const kiosk::Frame frame = kiosk::build_frame(scene, snapshot, screen, view, resources);
                        without_home += static_cast<int>(
                            std::ranges::count(frame.targets, kiosk::Action::open_home, &kiosk::Target::action) == 0);
                        for (const kiosk::LintFault& fault : layout::faults_of(frame, view, resources)) {
                            if (++faults > layout::max_told()) continue;
                            MESSAGE(content::code(language)
                                    << " " << size.width << "x" << size.height << " x" << scale << " theme "
                                    << static_cast<int>(theme) << (mounting.reach == kiosk::Reach::low ? " low " : " ")
                                    << mounting.bottom_mm << ": " << fault.message);
                        }
                    }
                }
            }
        }
    }
    CHECK(faults == 0);
    CHECK(without_home == 0);
}

/// Every item of the pack, as if all were found.
std::vector<Hit> all_of(const content::Pack& pack) {
    std::vector<Hit> hits;
    for (const auto& story : pack.stories)
        hits.push_back({ItemKind::story, story.id, Language::en});
    for (const auto& event : pack.events)
        hits.push_back({ItemKind::event, event.id, Language::en});
    for (const auto& call : pack.calls)
        hits.push_back({ItemKind::call, call.id, Language::en});
    for (const auto& link : pack.links)
        hits.push_back({ItemKind::link, link.id, Language::en});
    return hits;
}

content::Snapshot with_long_names() {
    content::Snapshot snapshot = sample::snapshot();
    const auto names = long_names::bodies();
    std::size_t turn = 0;
    for (content::Story& story : snapshot.pack.stories) {
        for (auto& [language, text] : story.texts) {
            const auto& name = names[turn % names.size()];
            if (name.contains(language)) text.headline = name.at(language);
        }
        ++turn;
    }
    for (content::Event& event : snapshot.pack.events) {
        for (auto& [language, text] : event.texts) {
            const auto& name = names[turn % names.size()];
            if (name.contains(language)) text.title = name.at(language);
        }
        ++turn;
    }
    return snapshot;
}

}  // namespace

TEST_CASE("layout: search before anything is typed fits everywhere") {
    check_everywhere({}, sample::snapshot());
}

TEST_CASE("layout: search with the other keyboards fits everywhere") {
    check_everywhere({"a", {}, KeyboardLayout::cyrillic}, sample::snapshot());
    check_everywhere({"a", {}, KeyboardLayout::arabic}, sample::snapshot());
}

TEST_CASE("layout: search without results fits everywhere") {
    check_everywhere({"xyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzz", {}}, sample::snapshot());
}

TEST_CASE("layout: search with many long results fits everywhere") {
    const content::Snapshot snapshot = with_long_names();
    check_everywhere({"something", all_of(snapshot.pack)}, snapshot);
}

TEST_CASE("layout: search in a pack without topics fits everywhere") {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.stories.clear();
    check_everywhere({}, snapshot);
    check_everywhere({"nothing", {}}, snapshot);
}
