#include "sync/agent/agent_metrics.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace syncing;

SyncState busy_state() {
    SyncState state;
    state.release = 42;
    state.last_try = content::Instant(std::chrono::seconds(1'700'000'100));
    state.last_success = content::Instant(std::chrono::seconds(1'700'000'000));
    state.expires = content::Instant(std::chrono::seconds(1'702'592'000));
    state.failure = "https://mirror.test/: \"not\nreached\"";
    state.mirror = "https://mirror.test/";
    state.bytes_down_in_all = 12'345;
    state.has_events = true;
    return state;
}

content::Glass glass_of_story() {
    content::Glass glass;
    glass.release = 42;
    glass.scene = "highlight:a-title-that-is-nobodys-label";
    glass.since = content::Instant(std::chrono::seconds(1'700'000'050));
    glass.panel = content::PanelPower::off;
    return glass;
}

}  // namespace

TEST_CASE("agent metrics: numbers of the screen, and no title, address or word of others") {
    const std::string text = metrics_text(busy_state(), glass_of_story(), {7, 2}, 5'000'000'000);
    for (const char* line :
         {"rotunda_agent_release 42\n", "rotunda_agent_healthy 0\n", "rotunda_agent_events_connected 1\n",
          "rotunda_agent_last_success_timestamp_seconds 1700000000\n", "rotunda_agent_disk_free_bytes 5000000000\n",
          "rotunda_agent_glass_release 42\n", "rotunda_agent_panel_off 1\n", "rotunda_agent_bytes_total 12345\n",
          "rotunda_agent_reports_received_total 7\n", "rotunda_agent_reports_failed_total 2\n"}) {
        CAPTURE(line);
        CHECK(text.find(std::string("\n") + line) != std::string::npos);
    }
    for (const char* word : {"mirror.test", "a-title", "reached"})
        CHECK(text.find(word) == std::string::npos);
}

TEST_CASE("agent metrics: what is not known has no number, and a visit no time") {
    const std::string text = metrics_text({}, std::nullopt, {}, 0);
    CHECK(text.find("\nrotunda_agent_last_success_timestamp_seconds ") == std::string::npos);
    CHECK(text.find("\nrotunda_agent_glass_release ") == std::string::npos);
    CHECK(text.find("\nrotunda_agent_display_running 0\n") != std::string::npos);
    content::Glass visited = glass_of_story();
    visited.has_visit = true;
    CHECK(metrics_text({}, visited, {}, 0).find("glass_since") == std::string::npos);
}

TEST_CASE("agent metrics: each metric has its help, its type and one sample, as the text form wants") {
    const std::string text = metrics_text(busy_state(), glass_of_story(), {7, 2}, 1);
    REQUIRE(text.ends_with('\n'));
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    REQUIRE(lines.size() % 3 == 0);
    for (std::size_t i = 0; i < lines.size(); i += 3) {
        const std::string name = lines[i + 2].substr(0, lines[i + 2].find(' '));
        CAPTURE(name);
        CHECK(lines[i].starts_with("# HELP " + name + " "));
        const bool is_counter = name.ends_with("_total");
        CHECK(lines[i + 1] == "# TYPE " + name + (is_counter ? " counter" : " gauge"));
    }
}

TEST_CASE("agent metrics: Prometheus's own checker finds nothing wrong") {
    if (std::system("command -v promtool >/dev/null") != 0) {
        MESSAGE("promtool is not installed: the form is checked by the test before alone");
        return;
    }
    const TemporaryFolder folder;
    folder.write("metrics", metrics_text(busy_state(), glass_of_story(), {7, 2}, 1));
    const std::string command = "promtool check metrics <" + (folder / "metrics").string();
    CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("agent metrics: the file is whole, and open to the one who collects, whatever the mask") {
    const TemporaryFolder folder;
    const auto file = folder / "rotunda.prom";
    const mode_t before = ::umask(0077);
    REQUIRE(save_metrics(file, "rotunda_agent_release 1\n"));
    ::umask(before);
    struct stat facts {};
    REQUIRE(::stat(file.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0644U);
    CHECK(*content::read_file(file, 100) == "rotunda_agent_release 1\n");
    CHECK_FALSE(save_metrics(folder / "nowhere" / "x.prom", "x"));
}
