/// The article and what lies over scenes, in every language, size, theme, text size and reach, through the layout
/// check.
#include <doctest/doctest.h>

#include "kiosk/items/article_layout.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/kiosk/scenes/layout_faults.h"
#include "tests/support/long_names.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using content::Language;
using kiosk::Overlay;
using kiosk::Reach;
using kiosk::ThemeName;

namespace {

constexpr std::array<kiosk::Size, 5> sizes = {kiosk::Size{1280, 720}, kiosk::Size{1920, 1080}, kiosk::Size{3840, 2160},
                                              kiosk::Size{1080, 1920}, kiosk::Size{720, 1280}};
constexpr std::array<Language, 7> languages = {Language::ar, Language::zh, Language::en, Language::fr,
                                               Language::ru, Language::es, Language::de};

/// A story of long words, lists and links, as long as the newsletter's longest.
content::Snapshot long_story() {
    content::Snapshot snapshot = sample::snapshot();
    content::Pack& pack = snapshot.pack;
    pack.edition.host_language = Language::de;
    content::Story& story = pack.stories.front();
    story.links = {{{{Language::en, "Read more"}}, "https://www.unodc.org/unodc/en/ngos/cst.html", Language::en},
                   {{{Language::en, "Programme"}}, "https://www.unodc.org/", Language::en}};
    const auto names = long_names::bodies();
    for (const Language language : languages) {
        content::StoryText& text = story.texts[language];
        std::vector<std::string> lines;
        for (const auto& name : names)
            lines.push_back(name.contains(language) ? name.at(language) : name.at(Language::en));
        text.headline = lines[0];
        text.gist = lines[1] + ". " + lines[2 % lines.size()] + ".";
        text.place = "Vienna, Austria";
        text.body.clear();
        for (const std::string& line : lines)
            text.body += line + ". " + line + ".\n\n## " + line + "\n\n- " + line + "\n- [" + line +
                         "](https://www.unodc.org/unodc/en/ngos/cst.html)\n\n";
    }
    return snapshot;
}

class Matrix {
public:
    explicit Matrix(content::Snapshot snapshot) : snapshot_(std::move(snapshot)) {}

    /// Every size, text size and theme in one language.
    template <class Visit>
    void run(Language language, Visit visit) {
        for (const kiosk::Size size : sizes) {
            for (const float scale : {1.0F, 1.3F, 1.6F}) {
                for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
                    kiosk::View view;
                    view.size = size;
                    view.language = language;
                    view.text_scale = scale;
                    view.theme = theme;
                    view.now = sample::now();
                    view.browsing.emplace();
                    view.browsing->preferences.language = language;
                    view.browsing->preferences.text_scale = scale;
                    view.browsing->can_go_back = true;
                    view.browsing->warning_seconds_left = 20;
                    visit(view);
                }
            }
        }
    }

    kiosk::Frame check(const kiosk::Scene& scene, const kiosk::View& view, const kiosk::Screen& screen) {
        const kiosk::Resources resources = sample::resources();
        kiosk::Frame frame = kiosk::build_frame(scene, snapshot_, screen, view, resources);
        CHECK(frame.elements.size() > 3);
        for (const kiosk::LintFault& fault : layout::faults_of(frame, view, resources)) {
            FAIL_CHECK(kiosk::to_string(scene)
                       << " " << content::code(view.language) << " " << view.size.width << "x" << view.size.height
                       << " theme " << static_cast<int>(view.theme) << " text " << view.text_scale << " overlay "
                       << static_cast<int>(view.browsing->overlay) << ": " << fault.message);
        }
        return frame;
    }

private:
    content::Snapshot snapshot_;
};

kiosk::Scene story_scene(const std::string& id) {
    kiosk::Scene scene;
    scene.kind = kiosk::SceneKind::story;
    scene.id = id;
    return scene;
}

kiosk::Scroll parse(const std::string& id) {
    const std::size_t colon = id.find(':');
    return {std::stoi(id.substr(0, colon)), std::stoi(id.substr(colon + 1))};
}

const kiosk::Target* down_of(const kiosk::Frame& frame, Language language) {
    const std::string label = kiosk::default_strings().get(language, "article.down");
    const auto found = std::ranges::find_if(frame.targets, [&](const kiosk::Target& target) {
        return target.action == kiosk::Action::scroll_to && target.label == label;
    });
    return found == frame.targets.end() ? nullptr : &*found;
}

void read_to_the_end(Language language) {
    Matrix matrix(long_story());
    const std::string id = sample::pack().stories.front().id;
    matrix.run(language, [&](kiosk::View& view) {
        for (int press = 0; press < 60; ++press) {
            const kiosk::Frame frame = matrix.check(story_scene(id), view, {});
            const kiosk::Target* down = down_of(frame, language);
            if (down == nullptr || view.theme != ThemeName::light) return;
            view.browsing->scroll = parse(down->id);
        }
        FAIL_CHECK("the end of the story is never reached");
    });
}

}  // namespace

TEST_CASE("layout: a long story reads to its end everywhere, in Arabic and Chinese") {
    read_to_the_end(Language::ar);
    read_to_the_end(Language::zh);
}
TEST_CASE("layout: a long story reads to its end everywhere, in English and French") {
    read_to_the_end(Language::en);
    read_to_the_end(Language::fr);
}
TEST_CASE("layout: a long story reads to its end everywhere, in Russian, Spanish and German") {
    read_to_the_end(Language::ru);
    read_to_the_end(Language::es);
    read_to_the_end(Language::de);
}

TEST_CASE("layout: every sample story fits the article everywhere") {
    Matrix matrix(sample::snapshot());
    for (const Language language : languages) {
        for (const content::Story& story : sample::pack().stories) {
            matrix.run(language, [&](const kiosk::View& view) {
                if (view.size.width != 3840) matrix.check(story_scene(story.id), view, {});
            });
        }
    }
}

TEST_CASE("layout: with low reach the article's buttons lie within reach, or the focus bar works them") {
    Matrix matrix(long_story());
    const std::string id = sample::pack().stories.front().id;
    for (const Language language : languages) {
        matrix.run(language, [&](kiosk::View& view) {
            if (view.size.width == 3840 || view.theme == ThemeName::dark) return;  // proportions and colours seen above
            view.browsing->preferences.reach = Reach::low;
            for (const int bottom_mm : {700, 1100}) {
                kiosk::Screen screen;
                screen.diagonal_inches = 55;
                screen.bottom_mm = bottom_mm;
                matrix.check(story_scene(id), view, screen);
            }
        });
    }
}

TEST_CASE("layout: language picker, accessibility sheet and idle warning fit everywhere") {
    Matrix matrix(long_story());
    const std::string id = sample::pack().stories.front().id;
    kiosk::Screen with_audio;
    with_audio.has_audio = true;
    kiosk::Screen high;
    high.diagonal_inches = 55;
    for (const Language language : languages) {
        matrix.run(language, [&](kiosk::View& view) {
            for (const Overlay overlay : {Overlay::languages, Overlay::accessibility, Overlay::idle_warning}) {
                view.browsing->overlay = overlay;
                view.browsing->preferences.reach = Reach::standard;
                matrix.check(story_scene(id), view, with_audio);
                view.browsing->preferences.reach = Reach::low;
                matrix.check(story_scene(id), view, high);
            }
        });
    }
}
