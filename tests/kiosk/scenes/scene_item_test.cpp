#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "kiosk/scenes/build_frame.h"
#include "kiosk/text/first_words.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;
using sample::all;
using sample::says;
using sample::view_in;

namespace {

Frame show(const std::string& scene, const View& view, const content::Snapshot& snapshot = sample::snapshot(),
           const Screen& screen = {}) {
    return build_frame(*parse_scene(scene), snapshot, screen, view, sample::resources());
}

Frame show(const std::string& scene) {
    return show(scene, view_in(Language::en));
}

const Target* target_of(const Frame& frame, Action action) {
    const auto found = std::find_if(frame.targets.begin(), frame.targets.end(),
                                    [action](const Target& target) { return target.action == action; });
    return found == frame.targets.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("scene names: what is written is read back") {
    for (const char* name : {"highlight:forum", "programme", "programme:week:1", "programme:2024-03-19", "links:1",
                             "links", "event:a:b@c", "emergency:leave_building", "clock", "pairing"}) {
        const auto scene = parse_scene(name);
        REQUIRE(scene);
        CHECK(to_string(*scene) == name);
    }
    for (const char* name :
         {"", "film:x", "highlight", "highlight:", "links:-1", "links:x", "programme:soon", "clock:1"}) {
        CHECK_FALSE(parse_scene(name));
    }
}

TEST_CASE("frames: what cannot be shown is replaced by the clock") {
    const Frame clock = show("clock");
    CHECK(says(clock, "10:42"));
    CHECK(show("highlight:unknown") == clock);
    CHECK(show("highlight:expired") == clock);
    CHECK(show("event:unknown") == clock);
    View late = view_in(Language::en);
    late.now = sample::find(sample::pack().calls, "dialogues").deadline;
    CHECK(show("call:dialogues", late) == show("clock", late));
}

TEST_CASE("frames: a clock that cannot be trusted is not shown, nor anything relative to it") {
    View view = view_in(Language::en);
    view.clock_trusted = false;
    CHECK_FALSE(says(show("clock", view), "10:42"));
    CHECK_FALSE(says(show("highlight:forum", view), "10:42"));
    CHECK_FALSE(says(show("event:moved", view), "Today"));
    CHECK_FALSE(says(show("event:moved", view), "starts in"));
    CHECK_FALSE(says(show("call:dialogues", view), "left to apply"));
    CHECK(show("highlight:forum", view).next_change == std::nullopt);
}

TEST_CASE("highlight: shows one code, its figures, and opens the story") {
    const Frame frame = show("highlight:forum");
    CHECK(all<QrCode>(frame).size() == 1);
    CHECK(says(frame, "948"));
    CHECK(says(frame, "Atlanta, 10 December 2023"));
    REQUIRE(target_of(frame, Action::open_story) != nullptr);
    CHECK(target_of(frame, Action::open_story)->id == "forum");
    CHECK(frame.dwell_seconds >= 12);
    CHECK(frame.dwell_seconds <= 32);
}

TEST_CASE("highlight: a photo that cannot be shown gives way to the lines") {
    CHECK(all<PhotoElement>(show("highlight:migrants")).size() == 1);
    View view = view_in(Language::en);
    view.unusable_photos.insert(std::string(64, 'a'));
    const Frame frame = show("highlight:migrants", view);
    CHECK(all<PhotoElement>(frame).empty());
    const auto strokes = all<Stroke>(frame);
    CHECK(std::any_of(strokes.begin(), strokes.end(), [](const Stroke& stroke) { return stroke.is_art; }));
}

TEST_CASE("highlight: a missing translation is a whole scene in the fallback language, which it names") {
    const Frame frame = show("highlight:english-only", view_in(Language::ar));
    CHECK(frame.language == Language::en);
    CHECK(says(frame, "In English"));
}

TEST_CASE("highlight: what does not fit is left out in order, figures first, headline last") {
    content::Snapshot snapshot = sample::snapshot();
    auto& text = snapshot.pack.stories.front().texts.at(Language::en);
    std::string gist;
    for (int index = 0; index < 8; ++index)
        gist += "Eight words are in this sentence of ours. ";
    text.gist = gist;
    const Frame frame = show("highlight:forum", view_in(Language::en), snapshot);
    CHECK_FALSE(says(frame, "948"));
    CHECK(says(frame, "Read on"));
    CHECK(says(frame, text.headline));
}

TEST_CASE("shortened text: ends at a sentence, else at a clause, and tells that there is more") {
    CHECK(first_words("One two three.", 5, Language::en) == "One two three.");
    CHECK(first_words("One two three four. Five six seven eight.", 6, Language::en) == "One two three four…");
    CHECK(first_words("One two three, four five six seven", 5, Language::en) == "One two three…");
    CHECK(first_words("one two three four five six seven", 5, Language::en) == "one two three four five…");
    CHECK(first_words("一二三四五六七八九十。一二三", 4, Language::zh) == "一二三四五六七八九十…");
}

TEST_CASE("call: counts the days in big digits and applies by code") {
    const Frame frame = show("call:dialogues");
    CHECK(says(frame, "13"));
    CHECK(says(frame, "days left to apply"));
    CHECK(says(frame, "31 March 2024, midnight CET"));
    CHECK(all<QrCode>(frame).size() == 1);
}

TEST_CASE("event: its state is told in words") {
    CHECK(says(show("event:plenary"), "Live now"));
    CHECK(says(show("event:ending"), "Ends in 8 min"));
    CHECK(says(show("event:moved"), "Room changed"));
    CHECK(says(show("event:moved"), "Room M2"));
    CHECK(says(show("event:delayed"), "Delayed to"));
    CHECK(says(show("event:full"), "Full"));
    CHECK(says(show("event:virtual"), "Virtual"));
    CHECK(says(show("event:week"), "Day 1 of 5"));
    CHECK(says(show("event:unconfirmed"), "Time to be confirmed"));
    CHECK(says(show("event:months"), "Date to be confirmed"));
}

TEST_CASE("event: never a calendar code for what is cancelled or has no day") {
    CHECK(all<QrCode>(show("event:moved")).size() == 1);
    CHECK(all<QrCode>(show("event:cancelled")).empty());
    CHECK(says(show("event:cancelled"), "Cancelled"));
    CHECK(all<QrCode>(show("event:months")).empty());
}

TEST_CASE("event: facts that are not known are left out") {
    const Frame bare = show("event:bare");
    CHECK(says(bare, "When"));
    CHECK_FALSE(says(bare, "Where"));
    CHECK_FALSE(says(bare, "Who can attend"));
}

TEST_CASE("pairing: what can be touched works, and nothing else is there") {
    View view = view_in(Language::en);
    view.pairing = {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
    const auto actions = [&view] {
        std::multiset<Action> found;
        for (const Target& target : show("pairing", view).targets)
            found.insert(target.action);
        return found;
    };
    CHECK(actions() == std::multiset<Action>{Action::open_accessibility, Action::open_languages});
    // Once the sheet was opened here somebody browses, and needs a way on.
    view.browsing.emplace();
    CHECK(actions() == std::multiset<Action>{Action::open_accessibility, Action::open_languages, Action::open_home});
}

TEST_CASE("pairing: the two words are read from left to right in every language, as a phone shows them") {
    for (const Language language : {Language::en, Language::ar, Language::zh}) {
        View view = view_in(language);
        view.pairing = {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
        std::map<float, std::string> words;
        for (const TextBlock& block : all<TextBlock>(show("pairing", view))) {
            const std::string& text = block.spec.text;
            if (text == "lusab" || text == "babad") words[block.box.x] = text;
        }
        REQUIRE(words.size() == 2);
        CHECK(words.begin()->second == "lusab");
    }
}

TEST_CASE("pairing: what is wrong in the technician's files stands in place of the steps, and no code is taken away") {
    View view = view_in(Language::en);
    view.pairing = {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
    CHECK(says(show("pairing", view), "Check that both show"));
    view.pairing.mistakes = {"screen.toml:3: rotation: expected 0, 90, 180 or 270"};
    const Frame frame = show("pairing", view);
    CHECK(says(frame, "screen.toml:3"));
    CHECK_FALSE(says(frame, "Check that both show"));
    CHECK(says(frame, "lusab"));
    CHECK(all<QrCode>(frame).size() == 1);
    view.pairing.words.clear();
    CHECK(says(show("pairing", view), "screen.toml:3"));
}

TEST_CASE("pairing: a hub that does not answer, one that refuses, and no network are three things to do") {
    View view = view_in(Language::en);
    view.pairing.network = "10.20.4.17";
    CHECK(says(show("pairing", view), "The hub has not answered yet"));
    view.pairing.hub = "hub.example.org";
    view.pairing.is_refused = true;
    CHECK(says(show("pairing", view), "The hub does not know this screen"));
}

TEST_CASE("pairing: where no agent has said anything, nobody says that there is no network") {
    View view;
    view.pairing.is_unheard = true;
    view.pairing.mistakes = {"machine.toml:1: depot: expected a web address"};
    const Frame frame = show("pairing", view);
    CHECK(says(frame, "has not reported yet"));
    CHECK(says(frame, "Not known yet"));
    CHECK_FALSE(says(frame, "Not connected"));
    CHECK_FALSE(says(frame, "Connect a network cable"));
}

TEST_CASE("pairing: staff are told of their page where there is one, and only while there is no network") {
    View view = view_in(Language::en);
    Screen screen;
    const auto hints = [&] { return says(show("pairing", view, sample::snapshot(), screen), "hold an upper corner"); };
    CHECK_FALSE(hints());
    screen.has_staff_page = true;
    CHECK(hints());
    view.pairing = {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
    CHECK_FALSE(hints());
}

TEST_CASE("pairing: without a network the words are replaced by what to do") {
    View view = view_in(Language::en);
    CHECK(says(show("pairing", view), "Connect a network cable"));
    CHECK(all<QrCode>(show("pairing", view)).empty());
    view.pairing = {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
    const Frame frame = show("pairing", view);
    CHECK(all<QrCode>(frame).size() == 1);
    CHECK(says(frame, "lusab"));
}

TEST_CASE("language strip: in the order of the United Nations, beginning at the right under Arabic") {
    const Frame frame = show("highlight:forum", view_in(Language::ar));
    std::vector<std::pair<float, std::string>> places;
    for (const Target& target : frame.targets) {
        if (target.action == Action::choose_language) places.emplace_back(-target.rect.x, target.id);
    }
    std::sort(places.begin(), places.end());
    std::string order;
    for (const auto& place : places)
        order += place.second + ' ';
    CHECK(order == "ar zh en fr ru es ");
}
