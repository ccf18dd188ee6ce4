#include "sync/console/screens/history_chart.h"

#include <doctest/doctest.h>

#include "tests/sync/console/pages_fixture.h"

using namespace std::chrono_literals;
using console_test::monday;
using console_test::viewer;

namespace {

bool tells(const std::string& html, const std::string& words) {
    return html.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("history: each state has its minutes, its strip, and the same in words") {
    // monday is 23:13:20 in Vienna: the chart ends at 23:13.
    const std::string letters =
        std::string(60, '-') + std::string(1300, 's') + std::string(20, 'c') + std::string(60, 's');
    const std::string html = console::history_chart(viewer(), letters, monday, {}).bytes();
    CHECK(tells(html, "Showing, and connected</span><small class=\"dim\">22 h 40 min"));
    CHECK(tells(html, "Its saved copy</span><small class=\"dim\">20 min"));
    CHECK(tells(html, "d=\"M1360 0h20v24h-20z\""));
    CHECK(tells(html, "d=\"M60 0h1300v24h-1300zM1380 0h60v24h-60z\""));
    CHECK(tells(html, "aria-label=\"21:53 to 22:13\""));
    CHECK(tells(html, "aria-label=\"23:13 to 00:13\""));
    CHECK_FALSE(tells(html, "Nothing on its glass"));
    // The newest change is first.
    const auto changes = html.find("class=\"changes\"");
    CHECK(html.find("1 h 0 min", changes) < html.find("20 min", changes));
    CHECK(tells(html, "datetime=\"2023-11-14T21:13:00Z\""));
}

TEST_CASE("history: of the time before a screen was here nobody says that it was silent") {
    const std::string letters = std::string(1380, '-') + std::string(60, 's');
    const std::string html = console::history_chart(viewer(), letters, monday, monday - 1h).bytes();
    CHECK(tells(html, "Not here yet</span><small class=\"dim\">23 h 0 min"));
    CHECK_FALSE(tells(html, "Silent"));
}

TEST_CASE("history: a screen that comes and goes each minute is told as far as somebody reads it") {
    std::string letters;
    while (letters.size() < 1440)
        letters += "s-";
    const std::string html = console::history_chart(viewer(content::Language::fr), letters, monday, {}).bytes();
    CHECK(tells(html, "et encore 714 fois"));
    CHECK(tells(html, "changements plus anciens sont omis"));
    CHECK(html.size() < 80'000);
    CHECK(console::history_chart(viewer(), "", monday, {}).is_empty());
    CHECK(tells(console::history_chart(viewer(), "?", monday, {}).bytes(), "Silent"));
}
