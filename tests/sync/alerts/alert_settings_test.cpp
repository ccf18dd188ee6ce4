#include "sync/alerts/alert_settings.h"

#include <doctest/doctest.h>

#include <string>

namespace {

content::Result<alerts::AlertSettings> read(const std::string& text) {
    return content::read_settings(
        text, "hub.toml", [](content::TomlFields& fields) { return alerts::read_alert_settings(fields, "/srv/hub"); });
}

std::string why_not(const std::string& text) {
    const auto settings = read(text);
    return settings ? std::string() : settings.error().message;
}

const std::string by_mail = R"([alerts]
duty = ["duty@example.org"]
from = "displays@example.org"
server = "smtps://mail.example.org"
)";

}  // namespace

TEST_CASE("alert settings: all of them are read, and paths are of the hub's folder") {
    const auto settings = read(by_mail + R"(second = ["venue@example.org", "it@example.org"]
user = "displays"
password_file = "mail-password"
webhook = "https://chat.example.org/hooks/1a2b"
language = "fr"
first_day = "2026-03-16"
last_day = "2026-03-20"
all_well = "08:15"
[alerts.hours]
daily = "07:30-20:00"
)");
    REQUIRE_MESSAGE(settings, settings.error().message);
    CHECK(settings->is_wanted);
    CHECK(settings->second.size() == 2);
    CHECK(settings->password_file == "/srv/hub/mail-password");
    CHECK(settings->language == content::Language::fr);
    CHECK(settings->morning.minute == 495);
    CHECK(settings->hours->days.at(6)->until == 1200);
}

TEST_CASE("alert settings: without the table nobody is told") {
    const auto settings = read("");
    REQUIRE(settings);
    CHECK_FALSE(settings->is_wanted);
}

TEST_CASE("alert settings: each mistake is told with its line") {
    CHECK(why_not("[alerts]\n") == "hub.toml:1: error: [alerts]: nobody is told: \"duty\" or \"webhook\" is needed");
    CHECK(why_not("alerts = 3\n") == "hub.toml:1: error: \"alerts\": expected a table, [alerts]");
    CHECK(why_not(by_mail + "second = [\"venue\"]\n") == "hub.toml:5: error: \"second\": venue is no address of mail");
    CHECK(why_not(by_mail + "webhook = \"http://chat.example.org/\"\n") ==
          "hub.toml:5: error: \"webhook\": expected https://..., or http:// on this machine");
    CHECK(why_not(by_mail + "user = \"displays\"\n") ==
          "hub.toml:1: error: [alerts]: \"user\" and \"password_file\" go together");
    CHECK(why_not(by_mail + "language = \"ar\"\n") == "hub.toml:5: error: \"language\": messages are in en or fr");
    CHECK(why_not(by_mail + "first_day = \"2026-03-16\"\n") ==
          "hub.toml:5: error: \"first_day\" and \"last_day\" go together");
    CHECK(why_not(by_mail + "first_day = \"2026-03-16\"\nlast_day = \"2026-03-15\"\n") ==
          "hub.toml:6: error: \"last_day\" is before \"first_day\"");
    CHECK(why_not(by_mail + "all_well = \"25:00\"\n") ==
          "hub.toml:5: error: \"all_well\": expected a time of day like \"07:30\"");
    CHECK(why_not(by_mail + "duties = 1\n").starts_with("hub.toml:5: error:"));
    CHECK(why_not("[alerts]\nduty = [\"a@example.org\"]\nfrom = \"b@example.org\"\nserver = \"mail.example.org\"\n") ==
          "hub.toml:4: error: \"server\": expected smtps://HOST or smtp://HOST:PORT, without a name in it");
    CHECK(why_not("[alerts]\nduty = [\"a@example.org\"]\nserver = \"smtp://mail.example.org\"\n") ==
          "hub.toml:1: error: [alerts]: \"from\" is needed for mail");
    CHECK(why_not(by_mail + "[alerts.hours]\nmon = \"eight\"\n").starts_with("hub.toml:6: error:"));
}

TEST_CASE("alert settings: only this machine itself may be spoken to without TLS") {
    CHECK(alerts::is_on_this_machine("smtp://localhost"));
    CHECK(alerts::is_on_this_machine("smtp://127.0.0.1:25"));
    CHECK(alerts::is_on_this_machine("smtp://[::1]:25"));
    CHECK_FALSE(alerts::is_on_this_machine("smtp://127.example.org"));
    CHECK_FALSE(alerts::is_on_this_machine("smtp://mail.example.org"));
    CHECK_FALSE(alerts::is_on_this_machine("smtp://localhost.example.org"));
}
