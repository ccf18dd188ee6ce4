/// Every scene in every language, size, theme and text size, with the longest names there are, through the layout
/// check: nothing clipped, nothing on one another, nothing too small to touch or too pale to read.
#include <doctest/doctest.h>

#include <set>

#include "content/base/text.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/kiosk/scenes/layout_faults.h"
#include "tests/support/long_names.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace std::chrono_literals;
using content::Instant;
using content::Language;
using kiosk::ProgrammeRange;
using kiosk::Scene;
using kiosk::SceneKind;
using kiosk::ThemeName;

namespace {

constexpr std::array<kiosk::Size, 4> sizes = {kiosk::Size{1280, 720}, kiosk::Size{1920, 1080}, kiosk::Size{3840, 2160},
                                              kiosk::Size{1080, 1920}};
constexpr std::array<float, 3> text_scales = {1.0F, 1.3F, 1.6F};

Scene scene(SceneKind kind, std::string id = "", int page = 0, ProgrammeRange range = ProgrammeRange::automatic) {
    Scene made;
    made.kind = kind;
    made.id = std::move(id);
    made.page = page;
    made.range = range;
    return made;
}

std::string theme_name(ThemeName theme) {
    return theme == ThemeName::light ? "light" : theme == ThemeName::dark ? "dark" : "hc";
}

/// Builds and checks one scene in the whole matrix.
class Matrix {
public:
    void run(const Scene& scene, const content::Snapshot& snapshot, Instant now = sample::now()) {
        for (const Language language : content::official_languages) {
            for (const kiosk::Size size : sizes) {
                for (const float scale : text_scales) {
                    kiosk::View view;
                    view.size = size;
                    view.language = language;
                    view.text_scale = scale;
                    view.now = now;
                    view.pairing = pairing;
                    for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
                        view.theme = theme;
                        check(scene, snapshot, view);
                    }
                }
            }
        }
    }

    void check(const Scene& scene, const content::Snapshot& snapshot, const kiosk::View& view) {
        const kiosk::Resources resources = sample::resources();
        const kiosk::Frame frame = kiosk::build_frame(scene, snapshot, screen, view, resources);
        ++frames_;
        for (const kiosk::LintFault& fault : layout::faults_of(frame, view, resources)) {
            ++faults_;
            if (faults_ <= layout::max_told()) {
                MESSAGE(kiosk::to_string(scene)
                        << " " << content::code(view.language) << " " << view.size.width << "x" << view.size.height
                        << " " << theme_name(view.theme) << " x" << view.text_scale << ": " << fault.message);
            }
        }
    }

    void finish() const {
        CHECK(frames_ > 0);
        CHECK(faults_ == 0);
    }

    kiosk::Screen screen;
    kiosk::Pairing pairing;

private:
    int frames_ = 0;
    int faults_ = 0;
};

content::Event long_event(int number, Instant start) {
    const auto names = long_names::bodies();
    content::Event event;
    event.id = "long-" + std::to_string(number);
    const std::array<std::string, 4> topics = {"drugs", "crime", "corruption", "cyber"};
    event.topic = topics[static_cast<std::size_t>(number) % topics.size()];
    for (const auto& [language, name] : names[static_cast<std::size_t>(number) % names.size()]) {
        content::EventText& text = event.texts[language];
        text.title = name;
        text.room = number % 3 == 0 ? "Conference Room 12, Temporary North Lawn Building" : "Boardroom D";
        text.floor = number % 3 == 1 ? "" : "C Building, 4th floor";
        text.kind = kiosk::default_strings().get(language, "event.programme");
        text.place = "Vienna, Austria";
        text.description = name + ". " + name + ".";
        text.audience = name;
    }
    event.when = content::TimedSpan{start, start + 50min, "Europe/Vienna"};
    event.languages = {Language::en, Language::fr, Language::ru, Language::es};
    if (number % 7 == 2) event.languages.assign(content::official_languages.begin(), content::official_languages.end());
    switch (number % 8) {
        case 2: event.status = content::EventStatus::cancelled; break;
        case 3: event.status = content::EventStatus::full; break;
        case 4:
            event.status = content::EventStatus::moved;
            for (const auto& [language, text] : event.texts)
                event.old_room[language] = "Conference Room 3";
            event.changed_at = sample::now() - 10min;
            break;
        case 5:
            event.status = content::EventStatus::delayed;
            event.delayed_from = start - 30min;
            break;
        case 6:
            event.is_virtual = true;
            event.url = "https://www.unodc.org/";
            break;
        default: break;
    }
    return event;
}

std::string long_gist(const std::string& name, Language language) {
    std::string gist;
    const std::size_t most = language == Language::zh ? 90 : 38;
    const auto length = [&](const std::string& text) {
        return language == Language::zh ? content::count_characters(text) : content::count_words(text);
    };
    while (length(gist + name) + 2 <= most)
        gist += name + (language == Language::zh ? "。" : ". ");
    if (gist.empty()) gist = name;
    return gist;
}

/// The sample edition with its texts replaced by long ones.
content::Snapshot long_snapshot(int events) {
    content::Snapshot snapshot = sample::snapshot();
    content::Pack& pack = snapshot.pack;
    const auto names = long_names::bodies();
    pack.events.clear();
    for (int i = 0; i < events; ++i)
        pack.events.push_back(long_event(i, sample::now() - 40min + i * 10min));
    std::size_t turn = 0;
    for (content::Story& story : pack.stories) {
        if (story.id == "english-only") continue;
        for (auto& [language, text] : story.texts) {
            const auto& name = names[turn % names.size()];
            if (!name.contains(language)) continue;
            text.headline = name.at(language);
            if (!text.gist.empty()) text.gist = long_gist(name.at(language), language);
        }
        ++turn;
    }
    for (content::Link& link : pack.links) {
        for (auto& [language, text] : link.texts) {
            const auto& name = names[turn % names.size()];
            if (name.contains(language)) text.label = name.at(language);
        }
        ++turn;
    }
    for (content::Call& call : pack.calls) {
        for (auto& [language, text] : call.texts) {
            const auto& name = names[turn % names.size()];
            if (name.contains(language)) text.headline = name.at(language);
        }
        ++turn;
    }
    for (content::Notice& notice : pack.notices) {
        if (notice.level == content::NoticeLevel::emergency) continue;
        for (auto& [language, text] : notice.texts) {
            const auto& name = names[1];
            if (name.contains(language)) text.headline = name.at(language);
            if (!text.new_room.empty()) text.new_room = "Conference Room 12, North Lawn Building";
        }
    }
    return snapshot;
}

content::Notice notice_of(content::NoticeKind kind) {
    content::Notice notice;
    notice.id = "made-" + std::to_string(static_cast<int>(kind));
    notice.kind = kind;
    notice.posted = sample::now() - 2min;
    notice.posted_by = "Conference services";
    const auto names = long_names::bodies();
    for (const auto& [language, name] : names[1]) {
        content::NoticeText& text = notice.texts[language];
        text.headline = name;
        text.detail =
            kiosk::default_strings().get(language, "time.today_at", {{"range", std::string("13:10 – 14:00")}});
        if (kind == content::NoticeKind::room_change) {
            text.old_room = "Conference Room 3";
            text.new_room = "M Plenary";
            text.directions = "M Building, 1st floor, next to the coffee bar";
        }
    }
    return notice;
}

}  // namespace

#define LAYOUT_CASE(title, ...) \
    TEST_CASE(title) {          \
        Matrix matrix;          \
        __VA_ARGS__             \
        matrix.finish();        \
    }

LAYOUT_CASE("layout: the sample programme of today fits everywhere",
            matrix.run(scene(SceneKind::programme, "", 0, ProgrammeRange::today), sample::snapshot());)
LAYOUT_CASE("layout: the sample programme of the week fits everywhere",
            matrix.run(scene(SceneKind::programme, "", 0, ProgrammeRange::week), sample::snapshot());)
LAYOUT_CASE("layout: the sample upcoming events fit everywhere",
            matrix.run(scene(SceneKind::programme, "", 0, ProgrammeRange::upcoming), sample::snapshot());)
LAYOUT_CASE("layout: a programme of one long event fits everywhere",
            matrix.run(scene(SceneKind::programme), long_snapshot(1));)
LAYOUT_CASE("layout: a programme of eight long events fits everywhere",
            matrix.run(scene(SceneKind::programme), long_snapshot(8));)
LAYOUT_CASE("layout: a programme of sixty long events fits everywhere, on its first page",
            matrix.run(scene(SceneKind::programme, "", 0, ProgrammeRange::today), long_snapshot(60));)
LAYOUT_CASE("layout: a programme of sixty long events fits everywhere, on its second page",
            matrix.run(scene(SceneKind::programme, "", 1), long_snapshot(60));)
LAYOUT_CASE("layout: a programme of sixty long upcoming events fits everywhere",
            matrix.run(scene(SceneKind::programme, "", 2, ProgrammeRange::upcoming), long_snapshot(60));)
LAYOUT_CASE("layout: a programme with nothing more today fits everywhere",
            matrix.run(scene(SceneKind::programme, "", 0, ProgrammeRange::today), long_snapshot(2),
                       sample::now() + 10h);)

TEST_CASE("layout: the links wall fits everywhere, from one link to thirteen") {
    for (const std::size_t count : {1U, 2U, 3U, 4U, 6U, 13U}) {
        Matrix matrix;
        content::Snapshot snapshot = long_snapshot(1);
        std::vector<content::Link> links;
        for (std::size_t i = 0; i < count; ++i) {
            links.push_back(snapshot.pack.links.at(i % snapshot.pack.links.size()));
            links.back().id += "-" + std::to_string(i);
        }
        snapshot.pack.links = links;
        matrix.run(scene(SceneKind::links), snapshot);
        matrix.finish();
    }
}
LAYOUT_CASE("layout: the sample links wall fits everywhere", matrix.run(scene(SceneKind::links), sample::snapshot());)

TEST_CASE("layout: notices of every kind fit everywhere") {
    for (const auto kind : {content::NoticeKind::message, content::NoticeKind::room_change, content::NoticeKind::delay,
                            content::NoticeKind::cancellation}) {
        Matrix matrix;
        content::Snapshot snapshot = sample::snapshot();
        snapshot.pack.notices = {notice_of(kind)};
        matrix.run(scene(SceneKind::notice, snapshot.pack.notices[0].id), snapshot);
        if (kind == content::NoticeKind::room_change) {
            for (auto& [language, text] : snapshot.pack.notices[0].texts) {
                text.new_room = "Conference Room 12, North Lawn Building";
            }
            matrix.run(scene(SceneKind::notice, snapshot.pack.notices[0].id), snapshot);
        }
        matrix.finish();
    }
}

TEST_CASE("layout: emergencies of every template fit everywhere") {
    for (const char* which : {"leave_building", "stay_inside", "medical", "test", "all_clear"}) {
        Matrix matrix;
        content::Snapshot snapshot = sample::snapshot();
        snapshot.pack.edition.host_language = Language::de;
        kiosk::Exit exit;
        exit.arrow = kiosk::Arrow::down_left;
        exit.distance_m = 40;
        for (const Language language : content::official_languages) {
            exit.assembly_point[language] = "Assembly point A, main plaza";
        }
        matrix.screen.exit = exit;
        matrix.run(scene(SceneKind::emergency, which), snapshot);
        matrix.finish();
    }
}

TEST_CASE("layout: an emergency with a third line fits everywhere") {
    Matrix matrix;
    content::Snapshot snapshot = sample::snapshot();
    content::Notice notice = notice_of(content::NoticeKind::message);
    notice.level = content::NoticeLevel::emergency;
    notice.emergency = content::EmergencyTemplate::leave_building;
    matrix.screen.exit = kiosk::Exit{kiosk::Arrow::left, 40, {{Language::en, "Assembly point A, main plaza"}}};
    snapshot.pack.notices = {notice};
    matrix.run(scene(SceneKind::emergency, notice.id), snapshot);
    matrix.finish();
}

TEST_CASE("layout: highlights with sample and long texts fit everywhere") {
    Matrix matrix;
    for (const content::Story& story : sample::pack().stories) {
        matrix.run(scene(SceneKind::highlight, story.id), sample::snapshot());
        matrix.run(scene(SceneKind::highlight, story.id), long_snapshot(1));
    }
    matrix.finish();
}

TEST_CASE("layout: calls with sample and long texts fit everywhere") {
    Matrix matrix;
    for (const content::Call& call : sample::pack().calls) {
        matrix.run(scene(SceneKind::call, call.id), sample::snapshot());
        matrix.run(scene(SceneKind::call, call.id), long_snapshot(1));
    }
    matrix.finish();
}

TEST_CASE("layout: event details with sample and long texts fit everywhere") {
    Matrix matrix;
    for (const content::Event& event : sample::pack().events) {
        matrix.run(scene(SceneKind::event, event.id), sample::snapshot());
    }
    for (int i = 0; i < 8; ++i)
        matrix.run(scene(SceneKind::event, "long-" + std::to_string(i)), long_snapshot(8));
    matrix.finish();
}

LAYOUT_CASE("layout: the clock fits everywhere", matrix.run(scene(SceneKind::clock), sample::snapshot());)
LAYOUT_CASE("layout: pairing fits everywhere",
            matrix.pairing = {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
            matrix.run(scene(SceneKind::pairing), sample::snapshot());)
LAYOUT_CASE(
    "layout: pairing with mistakes in the technician's files fits everywhere",
    matrix.pairing = {"vuzov zutuz",
                      "https://hub.example.org/screens/0f3c",
                      "2001:db8:85a3:8d3:1319:8a2e:370:7348",
                      "displays.a-long-name.example.org:8443",
                      false,
                      {"screen.toml:3:1: rotation: expected 0, 90, 180 or 270", "machine.toml:12: unknown key",
                       "root.json: is missing, and without it nothing is shown: copy it from the depot's folder",
                       "network.toml.txt: was not read; its name must be network.toml, without .txt"}};
    matrix.run(scene(SceneKind::pairing), sample::snapshot());)
LAYOUT_CASE("layout: pairing that the hub refuses fits everywhere",
            matrix.pairing = {"", "", "10.20.4.17", "hub.example.org", true};
            matrix.run(scene(SceneKind::pairing), sample::snapshot());)
LAYOUT_CASE("layout: pairing with the reason why no hub answers fits everywhere",
            matrix.pairing = {"", "", "10.20.4.17", ""};
            matrix.pairing.trouble =
                "https://hub.conference.example.org:8443/api/report: SSL certificate problem: unable "
                "to get local issuer certificate, and what a server wrote about it, at length";
            matrix.screen.has_staff_page = true; matrix.run(scene(SceneKind::pairing), sample::snapshot());)
LAYOUT_CASE(
    "layout: pairing with mistakes and without a hub fits everywhere",
    matrix.pairing.mistakes = {"screen.toml:12: \"rotation\": expected 0, 90, 180 or 270",
                               "machine.toml:4: \"address\": expected an address like 10.20.4.17/24, with its gateway"};
    matrix.screen.has_staff_page = true; matrix.run(scene(SceneKind::pairing), sample::snapshot());)
LAYOUT_CASE("layout: pairing with mistakes where no agent has reported fits everywhere",
            matrix.pairing.mistakes = {"machine.toml:1: \"depot\": expected a list of web addresses"};
            matrix.pairing.is_unheard = true; matrix.run(scene(SceneKind::pairing), sample::snapshot());)
LAYOUT_CASE("layout: pairing without a network fits everywhere", matrix.screen.has_staff_page = true;
            matrix.run(scene(SceneKind::pairing), sample::snapshot());)
