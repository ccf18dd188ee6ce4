#include "kiosk/frame/focus.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using content::Language;
using kiosk::Action;

namespace {

/// Presses of arrows that lead from target to target of a frame, to each from `from`.
std::map<int, int> presses_from(const kiosk::Frame& frame, int from) {
    std::map<int, int> presses = {{from, 0}};
    std::deque<int> open = {from};
    while (!open.empty()) {
        const int at = open.front();
        open.pop_front();
        for (const auto move :
             {kiosk::FocusMove::left, kiosk::FocusMove::right, kiosk::FocusMove::up, kiosk::FocusMove::down}) {
            const int next = kiosk::focus_after(frame, at, move);
            if (presses.emplace(next, presses[at] + 1).second) open.push_back(next);
        }
    }
    return presses;
}

}  // namespace

TEST_CASE("focus: arrows reach every target of a scene, and Accessibility with Enter within five presses") {
    for (const Language language : {Language::en, Language::ar}) {
        for (const kiosk::Size size : {kiosk::Size{1920, 1080}, kiosk::Size{1080, 1920}, kiosk::Size{1280, 720}}) {
            for (const char* name :
                 {"home", "programme", "stories", "links", "highlight:forum", "event:moved", "call:dialogues"}) {
                kiosk::View view = sample::browsing_view(language);
                view.size = size;
                const kiosk::Frame frame = sample::show(name, sample::snapshot(), view);
                const std::vector<int> order = kiosk::focus_order(frame);
                for (const int from : order) {
                    const auto presses = presses_from(frame, from);
                    CAPTURE(std::string(name));
                    CAPTURE(size.width);
                    CAPTURE(frame.targets[static_cast<std::size_t>(from)].label);
                    CHECK(presses.size() == order.size());
                    int least = 100;
                    for (const auto& [to, count] : presses) {
                        if (frame.targets[static_cast<std::size_t>(to)].action == Action::open_accessibility)
                            least = std::min(least, count);
                    }
                    CHECK(least + 1 <= 5);
                }
            }
        }
    }
}

TEST_CASE("focus: left and right are those of the panel, in Arabic too") {
    for (const Language language : {Language::en, Language::ar}) {
        const kiosk::Frame frame = sample::show("home", sample::snapshot(), sample::browsing_view(language));
        for (const int from : kiosk::focus_order(frame)) {
            const kiosk::Rect here = frame.targets[static_cast<std::size_t>(from)].rect;
            const int left = kiosk::focus_after(frame, from, kiosk::FocusMove::left);
            const kiosk::Rect there = frame.targets[static_cast<std::size_t>(left)].rect;
            if (left == from || std::abs(there.y - here.y) > 1) continue;
            const bool is_at_edge = here.x < 60;
            CHECK((there.x < here.x) == !is_at_edge);
        }
    }
}
