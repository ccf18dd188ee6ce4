#include "kiosk/kms/events_kms.h"

#include <doctest/doctest.h>

#include <csignal>
#include <thread>

using namespace kiosk;
using content::Steady;

namespace {

constexpr Steady long_enough{60'000};

bool is_only(const std::vector<ScreenEvent>& events, Notice notice) {
    return events.size() == 1 && events.front().index() == ScreenEvent(notice).index() &&
           std::get<Notice>(events.front()) == notice;
}

/// Devices of the machine that the tests run on are none of their business.
std::unique_ptr<EventSource> events_of_nobody() {
    return make_kms_events([](const std::string&) {});
}

/// What is waited for, past what somebody does at this machine meanwhile.
std::vector<ScreenEvent> notices(EventSource& events) {
    while (true) {
        auto found = events.wait(long_enough);
        std::erase_if(found, [](const ScreenEvent& event) { return !std::holds_alternative<Notice>(event); });
        if (!found.empty()) return found;
    }
}

}  // namespace

TEST_CASE("kms: what another thread posts ends the sleep, each notice once") {
    const auto events = events_of_nobody();
    std::thread other([&events] {
        for (int i = 0; i < 3; ++i)
            events->post(Notice::woken);
    });
    other.join();
    CHECK(is_only(notices(*events), Notice::woken));
    CHECK(events->wait(Steady(0)).empty());
    events->post(Notice::content_changed);
    CHECK(is_only(notices(*events), Notice::content_changed));
}

TEST_CASE("kms: SIGTERM is an event, and means what it always did once nobody waits for events") {
    {
        const auto events = events_of_nobody();
        std::raise(SIGTERM);
        CHECK(is_only(notices(*events), Notice::end));
    }
    struct sigaction action {};
    ::sigaction(SIGTERM, nullptr, &action);
    CHECK((action.sa_handler == SIG_DFL));
}
