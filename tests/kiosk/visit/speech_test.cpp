#include "kiosk/visit/speech.h"

#include <doctest/doctest.h>

#include <utility>

#include "kiosk/visit/visit.h"

namespace {

using namespace kiosk;
using content::Language;
using content::Steady;

/// Remembers what it was told to say and goes on saying it until it is stopped.
class Listener : public Speaker {
public:
    void say(std::vector<Sentence> said, Volume volume) override {
        heard = std::move(said);
        loudness = volume;
        is_talking = true;
    }
    void stop() override { is_talking = false; }
    [[nodiscard]] bool is_speaking() const override { return is_talking; }
    [[nodiscard]] std::vector<std::string> take() {
        std::vector<std::string> texts;
        for (const Sentence& one : heard)
            texts.push_back(one.text);
        heard.clear();
        return texts;
    }

    std::vector<Sentence> heard;
    Volume loudness = Volume::normal;
    bool is_talking = false;
};

using Texts = std::vector<std::string>;

struct Listening {
    Listening() {
        browsing.emplace();
        browsing->preferences.read_aloud = ReadAloud::on;
        frame.spoken = {"Programme of the day", "10:00, Opening, Boardroom D"};
        frame.targets = {{{0, 0, 10, 10}, Action::open_home, "", "Home", 0},
                         {{20, 0, 10, 10}, Action::set_contrast, "high", "Contrast: High", 0}};
        scene.kind = SceneKind::programme;
    }
    void show() { narrator.follow(frame, scene, browsing); }

    Listener listener;
    Narrator narrator{listener};
    Frame frame;
    Scene scene;
    std::optional<Browsing> browsing;
};

}  // namespace

TEST_CASE("read aloud: a new place is read from its beginning, once") {
    Listening it;
    it.show();
    CHECK(it.listener.take() == it.frame.spoken);
    it.show();
    CHECK(it.listener.take().empty());
    it.narrator.interrupted("");
    it.browsing->scroll.paragraph = 3;
    it.frame.spoken = {"Further down"};
    it.show();
    CHECK(it.listener.take() == Texts{"Further down"});
}

TEST_CASE("read aloud: nothing is said to those who did not ask for it") {
    Listening it;
    it.browsing->preferences.read_aloud = ReadAloud::off;
    it.show();
    it.browsing.reset();
    it.show();
    CHECK(it.listener.take().empty());
}

TEST_CASE("read aloud: every action silences it, and the end of the visit does") {
    Listening it;
    it.show();
    REQUIRE(it.listener.is_talking);
    it.narrator.interrupted("");
    CHECK_FALSE(it.listener.is_talking);
    it.narrator.repeat();
    it.show();
    CHECK(it.listener.is_talking);
    it.browsing.reset();
    it.show();
    CHECK_FALSE(it.listener.is_talking);
}

TEST_CASE("read aloud: a moved focus says where it stands") {
    Listening it;
    it.show();
    static_cast<void>(it.listener.take());
    it.narrator.interrupted("");
    it.browsing->focus = 0;
    it.show();
    CHECK(it.listener.take() == Texts{"Home"});
    it.show();
    CHECK(it.listener.take().empty());
}

TEST_CASE("read aloud: a choice that stays in its place says what was chosen and what it changed") {
    Listening it;
    it.show();
    static_cast<void>(it.listener.take());
    it.narrator.interrupted("Contrast: High");
    it.frame.spoken.emplace_back("Contrast: High");
    it.frame.spoken.emplace_back("3 results");
    it.show();
    CHECK(it.listener.take() == Texts{"Contrast: High", "3 results"});
}

TEST_CASE("read aloud: what changes by itself is not said, but for what lies over the scene") {
    Listening it;
    it.show();
    static_cast<void>(it.listener.take());
    it.frame.spoken.emplace_back("now 10:01");
    it.show();
    CHECK(it.listener.take().empty());
    it.browsing->overlay = Overlay::idle_warning;
    it.frame.spoken = {"Are you still reading?", "20 seconds"};
    it.show();
    CHECK(it.listener.take() == it.frame.spoken);
    it.frame.spoken.back() = "19 seconds";
    it.show();
    CHECK(it.listener.take().empty());
}

TEST_CASE("read aloud: the same once more, when asked") {
    Listening it;
    it.show();
    static_cast<void>(it.listener.take());
    it.narrator.repeat();
    it.show();
    CHECK(it.listener.take() == it.frame.spoken);
}

TEST_CASE("read aloud: each sentence has the voice of its language") {
    Listening it;
    it.frame.language = Language::fr;
    it.frame.spoken = {"Français", "العربية", "中文 (联合国)", "Ordre du jour", "12:30"};
    it.show();
    REQUIRE(it.listener.heard.size() == 5);
    CHECK(it.listener.heard[0].language == Language::fr);
    CHECK(it.listener.heard[1].language == Language::ar);
    CHECK(it.listener.heard[2].language == Language::zh);
    CHECK(it.listener.heard[3].language == Language::fr);
    CHECK(it.listener.heard[4].language == Language::fr);
    CHECK(voice_of("UNODC", Language::ar) == Language::en);
    CHECK(voice_of("وثيقة UNODC", Language::ar) == Language::ar);
    CHECK(voice_of("Deutsch", Language::ru) == Language::de);
}

TEST_CASE("read aloud: a sheet over a scene in another language speaks its own") {
    Listening it;
    it.frame.language = Language::en;
    it.frame.spoken_language = Language::es;
    it.frame.spoken = {"Accesibilidad"};
    it.show();
    REQUIRE(it.listener.heard.size() == 1);
    CHECK(it.listener.heard[0].language == Language::es);
}

TEST_CASE("read aloud: the key begins a visit that is read, and the volume ends with it") {
    Frame frame;
    frame.size = {1920, 1080};
    Scene slide;
    slide.kind = SceneKind::highlight;
    const VisitContext shown{frame, slide};
    const Preferences defaults;
    Visit visit = step({}, Pressed{Key::read}, shown, defaults, Steady(1000));
    CHECK(scene_of(visit, slide).kind == SceneKind::home);
    CHECK(visit.preferences.read_aloud == ReadAloud::on);
    visit = step(visit, Pressed{Key::louder}, shown, defaults, Steady(2000));
    CHECK(visit.preferences.volume == Volume::loud);
    visit = step(visit, Pressed{Key::louder}, shown, defaults, Steady(2100));
    CHECK(visit.preferences.volume == Volume::loud);
    visit = step(visit, Chosen{Action::set_volume, "quiet"}, shown, defaults, Steady(2200));
    CHECK(visit.preferences.volume == Volume::quiet);
    visit = step(visit, TimePassed{}, shown, defaults, Steady(100'000));
    visit = step(visit, TimePassed{}, shown, defaults, Steady(200'000));
    CHECK_FALSE(visit.is_browsing());
    CHECK(visit.preferences.volume == Volume::normal);
    CHECK(visit.preferences.read_aloud == ReadAloud::off);
}

TEST_CASE("read aloud: who is being read to is not idle, but the warning is not held up") {
    Frame frame;
    frame.size = {1920, 1080};
    Scene slide;
    const VisitContext shown{frame, slide};
    const Preferences defaults;
    Visit visit = step({}, Pressed{Key::read}, shown, defaults, Steady(0));
    visit = step(visit, SpeechOngoing{}, shown, defaults, Steady(44'000));
    visit = step(visit, TimePassed{}, shown, defaults, Steady(50'000));
    CHECK_FALSE(visit.warned_at);
    visit = step(visit, TimePassed{}, shown, defaults, Steady(90'000));
    REQUIRE(visit.warned_at);
    visit = step(visit, SpeechOngoing{}, shown, defaults, Steady(100'000));
    visit = step(visit, TimePassed{}, shown, defaults, Steady(110'000));
    CHECK_FALSE(visit.is_browsing());
}
