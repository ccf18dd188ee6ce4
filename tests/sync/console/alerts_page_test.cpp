#include "sync/console/alerts_page.h"

#include <doctest/doctest.h>

#include "sync/alerts/outbox.h"

using namespace std::chrono_literals;
using alerts::Kind;
using alerts::News;

namespace {

constexpr content::Instant morning_of_march{std::chrono::seconds(1'773'651'600)};  // 2026-03-16T09:00:00Z

const console::Words& words(content::Language language = content::Language::en) {
    static const auto english = console::Words::load(content::Language::en);
    static const auto french = console::Words::load(content::Language::fr);
    REQUIRE(english);
    REQUIRE(french);
    return language == content::Language::en ? *english : *french;
}

console::MessageFrame frame(content::Language language = content::Language::en) {
    return {words(language), "Europe/Vienna", "https://hub.example.org/", morning_of_march};
}

alerts::Event event(News news, Kind kind, std::string subject, std::map<std::string, std::string> facts) {
    alerts::Alert alert;
    alert.id = 7;
    alert.cause = {kind, std::move(subject), std::move(facts)};
    alert.begun = morning_of_march;
    if (news == News::ended) {
        alert.well = morning_of_march + 1h;
        alert.ended = morning_of_march + 1h + 2min;
    }
    return {news, alert};
}

alerts::Event silent(News news = News::begun, const std::string& name = "Foyer M") {
    return event(news, Kind::silent, "3", {{"name", name}, {"place", "M Building"}});
}

}  // namespace

TEST_CASE("alert words: each kind has a headline and an advice in each language, without a hole") {
    for (const auto language : {content::Language::en, content::Language::fr}) {
        for (const auto& kind : alerts::kind_names) {
            const std::string name(kind.second);
            CAPTURE(name);
            CHECK(words(language).has("alert_of." + name));
            CHECK(words(language).has("alert_do." + name));
        }
    }
}

TEST_CASE("alert words: a message says what, since when on the clock of the house, what to do, and how to answer") {
    const auto message = console::message_words(frame(), {silent()});
    CHECK(message.subject == "Conference displays: Foyer M is silent");
    CHECK(message.text ==
          "Since 10:00: Foyer M is silent\n"
          "Look at it, at its power and at its network; it goes on showing what it has. M Building\n\n"
          "I look after it:\nhttps://hub.example.org/alerts/acknowledge/\x1f\n\n"
          "All that is open:\nhttps://hub.example.org/alerts\n");
}

TEST_CASE("alert words: the subject has what began before what is over, and the number of the rest") {
    const auto message = console::message_words(frame(), {silent(News::ended, "A"), silent(News::begun, "B")});
    CHECK(message.subject == "Conference displays: B is silent, and 1 more");
    CHECK(message.text.find("Over since 11:00: A is silent") != std::string::npos);
}

TEST_CASE("alert words: what is over needs nobody, so there is no link to answer by") {
    const auto message = console::message_words(frame(), {silent(News::ended)});
    CHECK(message.subject == "Conference displays: Over: Foyer M is silent");
    CHECK(message.text.find(alerts::link_mark) == std::string::npos);
}

TEST_CASE("alert words: an outage says where, and at its end who is still missing") {
    const auto place =
        event(News::begun, Kind::outage, "M Building", {{"count", "9"}, {"of", "10"}, {"names", "A, B"}});
    CHECK(console::message_words(frame(), {place}).subject ==
          "Conference displays: 9 of 10 screens in M Building fell silent at once");
    const auto over = event(News::ended, Kind::outage, "",
                            {{"count", "40"}, {"of", "40"}, {"names", "Foyer M"}, {"back", "39"}, {"still", "1"}});
    CHECK(console::message_words(frame(), {over}).text.find("39 are back. One is still silent: Foyer M.") !=
          std::string::npos);
}

TEST_CASE("alert words: a moment among the facts is told on the clock of the house") {
    const auto role =
        event(News::begun, Kind::role, "edition", {{"role", "edition"}, {"until", "2026-06-14T12:00:00Z"}});
    const auto text = console::message_words(frame(), {role}).text;
    CHECK(text.find("until 14 Jun 2026, 14:00") != std::string::npos);
}

TEST_CASE("alert words: the morning says that all are well, or how many, with what is open") {
    alerts::Morning morning;
    morning.due = morning.well = 40;
    auto message = console::morning_words(frame(), morning, 450);
    CHECK(message.subject == "Conference displays: All 40 screens are well");
    CHECK(message.text.find("each morning of the conference at 07:30") != std::string::npos);
    morning.well = 39;
    morning.closed = 2;
    morning.others = {"Foyer M"};
    morning.open = {silent().alert};
    message = console::morning_words(frame(), morning, 450);
    CHECK(message.subject == "Conference displays: 39 of 40 screens are well");
    CHECK(message.text.find("2 more are outside their opening hours.") != std::string::npos);
    CHECK(message.text.find("Not well: Foyer M\n\nOpen:\n- Foyer M is silent\n") != std::string::npos);
}

TEST_CASE("alert words: French messages are French") {
    const auto message = console::message_words(frame(content::Language::fr), {silent()});
    CHECK(message.subject == "Écrans de conférence: Foyer M se tait");
    CHECK(console::test_words(frame(content::Language::fr)).subject.find("essai") != std::string::npos);
}
