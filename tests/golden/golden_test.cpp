#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "content/cache.h"
#include "content/files.h"
#include "content/time.h"
#include "kiosk/gallery.h"
#include "kiosk/picture.h"
#include "kiosk/png.h"
#include "kiosk/search_hits.h"
#include "tests/support/read_codes.h"
#include "tests/support/studio.h"

/// Pictures of the demonstration packs beside stored ones, and their codes read as a phone reads them. After a wanted
/// change: ROTUNDA_UPDATE_GOLDEN=1 build/.../golden_tests, then look at every changed picture before keeping it.
namespace {

using namespace kiosk;
namespace fs = std::filesystem;

const fs::path source = ROTUNDA_SOURCE;
const fs::path differing = ROTUNDA_BINARY;  // where pictures that differ are written

constexpr int tolerated_level = 24;        // of 255: anti-aliasing of another font or compiler version
constexpr double tolerated_share = 0.002;  // of all pixels
constexpr std::string_view newsletter_time = "2024-01-18T10:42";
constexpr std::string_view foyer_time = "2024-03-18T10:42";

/// What a visitor did before the picture.
struct Visitor {
    Overlay overlay = Overlay::none;
    Reach reach = Reach::standard;
    Scroll scroll;
    std::string query;
    int focus = -1;
};

struct Shot {
    std::string name;
    std::string pack;
    std::string scene;
    content::Language language;
    Size size;
    ThemeName theme = ThemeName::light;
    float text_scale = 1;
    std::optional<Visitor> visitor = std::nullopt;
};

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
            {"pairing-en", news, "pairing", Language::en, wide}};
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
            {"browse-link-ar", news, "link:unit-website", Language::ar, wide, light, 1, plain},
            {"browse-link-en-tall", news, "link:unit-website", Language::en, tall, light, 1, plain}};
}

content::Snapshot load(const std::string& pack) {
    auto snapshot = content::snapshot_of_pack(source / "assets/packs" / pack);
    REQUIRE_MESSAGE(snapshot.has_value(), pack);
    return std::move(snapshot).value();
}

Screen example_screen() {
    Screen screen;
    screen.name = "M-Lobby-2";
    Exit exit;
    exit.arrow = Arrow::left;
    exit.distance_m = 40;
    screen.exit = exit;
    return screen;
}

void browse(const Visitor& visitor, const content::Snapshot& snapshot, View& view) {
    Browsing browsing;
    browsing.preferences.language = view.language;
    browsing.preferences.text_scale = view.text_scale;
    browsing.preferences.reach = visitor.reach;
    browsing.overlay = visitor.overlay;
    browsing.scroll = visitor.scroll;
    browsing.query = visitor.query;
    browsing.focus = visitor.focus;
    browsing.warning_seconds_left = 20;
    browsing.can_go_back = true;
    view.browsing = browsing;
    if (visitor.query.empty()) return;
    const auto search = content::search_of_pack(snapshot.pack);
    REQUIRE(search.has_value());
    view.browsing->hits = search_hits(**search, view, snapshot.pack);
    CHECK_FALSE(view.browsing->hits.empty());
}

std::set<std::string> codes_of(const Frame& frame) {
    std::set<std::string> payloads;
    for (const Element& element : frame.elements) {
        if (const auto* code = std::get_if<QrCode>(&element.what)) payloads.insert(code->payload);
    }
    return payloads;
}

Pixels paint_shot(const Shot& shot, const content::Snapshot& snapshot) {
    std::string name = shot.scene;
    if (name == "notice:") name += snapshot.pack.notices.front().id;
    const auto scene = parse_scene(name);
    REQUIRE_MESSAGE(scene.has_value(), name);
    REQUIRE_MESSAGE(exists(*scene, snapshot.pack), name);
    View view;
    view.size = shot.size;
    view.language = shot.language;
    view.theme = shot.theme;
    view.text_scale = shot.text_scale;
    const std::string_view at = shot.pack == "foyer-example" ? foyer_time : newsletter_time;
    view.now = *content::parse_instant(at, "Europe/Vienna");
    view.pairing.code = "7KQ4MD";
    view.pairing.minutes_left = 9;
    if (shot.visitor) browse(*shot.visitor, snapshot, view);
    std::vector<std::string> reports;
    Pixels pixels = paint_scene(*scene, snapshot, example_screen(), view, sample::studio(), reports);
    CHECK(reports.empty());
    if (!shot.visitor) return pixels;
    const std::set<std::string> codes =
        codes_of(build_frame(*scene, snapshot, example_screen(), view, sample::studio()));
    if (shot.visitor->overlay == Overlay::none) CHECK(support::read_codes(pixels, 1) == codes);
    return pixels;
}

int channel(std::uint32_t argb, unsigned shift) {
    return static_cast<int>((argb >> shift) & 0xFFU);
}

/// Share of the pixels that differ visibly.
double difference(const Pixels& a, const Pixels& b) {
    if (a.size != b.size) return 1;
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.argb.size(); ++i) {
        int most = 0;
        for (const unsigned shift : {0U, 8U, 16U}) {
            most = std::max(most, std::abs(channel(a.argb[i], shift) - channel(b.argb[i], shift)));
        }
        count += most > tolerated_level ? 1 : 0;
    }
    return static_cast<double>(count) / static_cast<double>(a.argb.size());
}

void compare(const Shot& shot, const Pixels& pixels) {
    const fs::path stored = source / "tests/golden" / (shot.name + ".png");
    if (std::getenv("ROTUNDA_UPDATE_GOLDEN") != nullptr) {
        REQUIRE(write_png(stored.string(), pixels).has_value());
        return;
    }
    const auto bytes = content::read_file(stored, 8 * 1024 * 1024);
    REQUIRE_MESSAGE(bytes.has_value(), stored.string());
    const auto expected = decode_picture(*bytes, Crop{shot.size, 0.5F, 0.5F});
    REQUIRE_MESSAGE(expected.has_value(), stored.string());
    const double share = difference(pixels, *expected);
    CHECK_MESSAGE(share <= tolerated_share, shot.name << " differs in " << share * 100 << " % of its pixels");
    if (share > tolerated_share) {
        CHECK(write_png((differing / (shot.name + ".actual.png")).string(), pixels).has_value());
    }
}

void compare_all(const std::string& pack, const std::vector<Shot>& shots) {
    const content::Snapshot snapshot = load(pack);
    for (const Shot& shot : shots) {
        if (shot.pack != pack) continue;
        CAPTURE(shot.name);
        compare(shot, paint_shot(shot, snapshot));
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
        view.now = *content::parse_instant(pack == "foyer-example" ? foyer_time : newsletter_time, "Europe/Vienna");
        for (const content::Language language : {content::Language::en, content::Language::ar}) {
            view.language = language;
            int codes = 0;
            for (const Scene& scene : scenes_of(snapshot.pack)) {
                const Frame frame = build_frame(scene, snapshot, example_screen(), view, sample::studio());
                const std::set<std::string> payloads = codes_of(frame);
                if (payloads.empty()) continue;
                codes += static_cast<int>(payloads.size());
                std::vector<std::string> reports;
                const Pixels pixels = paint_scene(scene, snapshot, example_screen(), view, sample::studio(), reports);
                CAPTURE(to_string(scene));
                CHECK(support::read_codes(pixels, 1) == payloads);
                CHECK(support::read_codes(pixels, 2) == payloads);
            }
            CHECK(codes > 10);
        }
    }
}
