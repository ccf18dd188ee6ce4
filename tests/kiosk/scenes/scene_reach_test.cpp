/// What a visitor's choices leave in its place: low reach, high contrast, a banner.
#include <doctest/doctest.h>

#include "kiosk/check/frame_lint.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;
using sample::says;
using sample::show;
using sample::targets_of;
using sample::view_in;

TEST_CASE("low reach: lists keep the picture's height, with clock and venue over them and Search in the bar") {
    const content::Snapshot snapshot = sample::with_events(9);
    for (const Language language : content::official_languages) {
        View view = view_in(language);
        view.browsing.emplace();
        const Frame usual = show("programme:today", snapshot, view);
        view.browsing->preferences.reach = Reach::low;
        const Frame low = show("programme:today", snapshot, view);
        CAPTURE(content::code(language));
        const std::size_t rows = targets_of(low, Action::open_event).size();
        CHECK(rows >= 3);
        CHECK(rows + 2 >= targets_of(usual, Action::open_event).size());
        CHECK(targets_of(low, Action::open_search).size() == 1);
        CHECK(targets_of(low, Action::open_search).front().rect.y > 900);
        CHECK(says(low, "10:42"));
        CHECK(says(low, content::text_in(snapshot.pack.edition.venue, language, snapshot.pack.edition).name));
        // Rows out of reach are worked by the ring's buttons, which are in reach.
        for (const Action action : {Action::focus_previous, Action::focus_next, Action::focus_choose}) {
            REQUIRE(targets_of(low, action).size() == 1);
            CHECK(targets_of(low, action).front().rect.y > 1080 - 40 * 10.8F);
        }
        for (const Action action : {Action::back, Action::open_day})
            for (const Target& target : targets_of(low, action))
                CHECK(target.rect.y > 1080 - 40 * 10.8F);
    }
}

TEST_CASE("high contrast: no panel of any slide or list is empty") {
    for (const char* name :
         {"programme", "links", "highlight:forum", "call:dialogues", "event:moved", "home", "stories"}) {
        for (const Size size : {Size{1280, 720}, Size{1920, 1080}, Size{1080, 1920}}) {
            for (const bool browses : {false, true}) {
                for (const Reach reach : {Reach::standard, Reach::low}) {
                    View view = view_in(Language::ar, size);
                    view.theme = ThemeName::high_contrast;
                    if (browses) {
                        view.browsing.emplace();
                        view.browsing->preferences.reach = reach;
                    }
                    const Frame frame = show(name, sample::snapshot(), view);
                    for (const LintFault& fault : lint_frame(frame, sample::resources().text, default_tokens())) {
                        CAPTURE(browses);
                        CHECK_MESSAGE(fault.kind != FaultKind::empty_panel,
                                      name << " " << size.width << ": " << fault.message);
                    }
                }
            }
        }
    }
}
