// probe start TIMEOUT_MS LOG COMMAND...        start it; when the screen has content print "MILLISECONDS SESSION"
// probe cost SESSION SECONDS                   print "CPU_PERCENT WAKEUPS_PER_SECOND PSS_KB PROCESSES"
// probe touch X Y TIMEOUT_MS                   touch; print the milliseconds until the first changed pixel
// probe keys NAME...                           press these keys of X together
// probe close                                  ask every window to close, as a window manager does
// probe change TIMEOUT_MS                      print when the picture first changes: nanoseconds since 1970
// probe slides SECONDS                         print how often the picture began to change after standing still
// probe shot FILE.ppm                          print the number of colours on the screen, keep the picture
// probe stop SESSION                           end all its processes
// Exit code 1: it did not happen in time. 2: wrong arguments or no display.
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/probe/processes.h"
#include "tests/support/probe/x_screen.h"

namespace {

using Clock = std::chrono::steady_clock;

/// Fewer colours than this is a background, a cursor or a splash, not content: text alone has dozens of greys.
constexpr std::size_t colours_of_content = 24;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

int start(const probe::XScreen& screen, const std::vector<std::string>& arguments) {
    const int timeout = std::stoi(arguments[0]);
    if (probe::has_content(screen.sample(), colours_of_content)) {
        std::fprintf(stderr, "probe: the screen is not empty\n");
        return 2;
    }
    const auto begin = Clock::now();
    const int session = probe::start_in_session({arguments.begin() + 2, arguments.end()}, arguments[1]);
    if (session < 0) return 1;
    while (milliseconds_since(begin) < timeout) {
        if (probe::has_content(screen.sample(), colours_of_content)) {
            std::printf("%.1f %d\n", milliseconds_since(begin), session);
            return 0;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    probe::stop_session(session, 2000);
    return 1;
}

int cost(int session, int seconds) {
    const auto before = probe::measure_session(session);
    const auto begin = Clock::now();
    // Memory comes and goes with what is shown: its mean over the time, once a second.
    double pss_kb = 0;
    for (int second = 1; second <= seconds; ++second) {
        std::this_thread::sleep_until(begin + std::chrono::seconds(second));
        pss_kb += static_cast<double>(probe::measure_session(session).pss_kb) / seconds;
    }
    const auto after = probe::measure_session(session);
    const double elapsed = milliseconds_since(begin) / 1000;
    const auto ticks = static_cast<double>(after.ticks - before.ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
    const auto switches = static_cast<double>(after.voluntary_switches - before.voluntary_switches);
    std::printf("%.2f %.1f %ld %d\n", 100 * ticks / elapsed, switches / elapsed, std::lround(pss_kb), after.processes);
    return after.processes > 0 ? 0 : 1;
}

int touch(const probe::XScreen& screen, int x, int y, int timeout) {
    const auto before = screen.sample();
    const auto begin = Clock::now();
    screen.press_and_release(x, y);
    while (milliseconds_since(begin) < timeout) {
        if (screen.sample() != before) {
            std::printf("%.1f\n", milliseconds_since(begin));
            return 0;
        }
    }
    return 1;
}

int change(const probe::XScreen& screen, int timeout) {
    const auto before = screen.sample();
    const auto begin = Clock::now();
    while (milliseconds_since(begin) < timeout) {
        if (screen.sample() != before) {
            const auto now = std::chrono::system_clock::now().time_since_epoch();
            std::printf("%lld\n", static_cast<long long>(std::chrono::nanoseconds(now).count()));
            return 0;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return 1;
}

int slides(const probe::XScreen& screen, int seconds) {
    // A cross-fade and its entrance are one change: they end within this time.
    constexpr double max_transition_ms = 3000;
    int count = 0;
    auto before = screen.sample();
    const auto begin = Clock::now();
    double last_change = -max_transition_ms;
    while (milliseconds_since(begin) < seconds * 1000.0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        auto after = screen.sample();
        if (after != before) {
            if (milliseconds_since(begin) - last_change > max_transition_ms) ++count;
            last_change = milliseconds_since(begin);
        }
        before = std::move(after);
    }
    std::printf("%d\n", count);
    return 0;
}

int shot(const probe::XScreen& screen, const std::string& file) {
    const auto pixels = screen.picture();
    std::printf("%zu\n", probe::count_colours(pixels));
    return probe::write_ppm(file, screen.width(), screen.height(), pixels) ? 0 : 1;
}

int run(const std::vector<std::string>& arguments) {
    if (arguments.empty()) return 2;
    const std::string& word = arguments[0];
    const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (word == "stop" && rest.size() == 1) return probe::stop_session(std::stoi(rest[0]), 5000) ? 0 : 1;
    if (word == "cost" && rest.size() == 2) return cost(std::stoi(rest[0]), std::stoi(rest[1]));
    const auto screen = probe::XScreen::open();
    if (screen == nullptr) {
        std::fprintf(stderr, "probe: no X display\n");
        return 2;
    }
    if (word == "start" && rest.size() >= 3) return start(*screen, rest);
    if (word == "touch" && rest.size() == 3) {
        return touch(*screen, std::stoi(rest[0]), std::stoi(rest[1]), std::stoi(rest[2]));
    }
    if (word == "keys" && !rest.empty()) return screen->press_keys(rest) ? 0 : 1;
    if (word == "close" && rest.empty()) {
        screen->ask_to_close();
        return 0;
    }
    if (word == "change" && rest.size() == 1) return change(*screen, std::stoi(rest[0]));
    if (word == "slides" && rest.size() == 1) return slides(*screen, std::stoi(rest[0]));
    if (word == "shot" && rest.size() == 1) return shot(*screen, rest[0]);
    return 2;
}

}  // namespace

int main(int count, char** values) {
    try {
        return run({values + 1, values + count});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "probe: %s\n", error.what());
        return 2;
    }
}
