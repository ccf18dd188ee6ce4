#include "sync/report/screen_report.h"

#include <doctest/doctest.h>

#include "content/base/json.h"
#include "sync/report/device_key.h"

using content::Code;
using content::SigningKey;
using report::read_report;
using report::ScreenReport;
using report::sign_report;

namespace {

const content::Instant now{std::chrono::seconds(1'705'572'000)};

SigningKey key() {
    return SigningKey::from_seed(std::string(32, 's'));
}

ScreenReport full() {
    ScreenReport report;
    report.sequence = 9211;
    report.boot = "0a1b";
    report.at = now;
    report.clock = report::ClockWorth::synchronised;
    report.uptime_s = 3600;
    report.version = "1.0";
    report.model = "Mini PC";
    report.release = 42;
    report.verified_ms = 120;
    report.active_ms = 340;
    report.glass_ms = 610;
    content::Glass glass;
    glass.release = 42;
    glass.scene = "notice:opening-moved";
    glass.language = "ar";
    glass.since = now;
    glass.frame = std::string(64, 'f');
    glass.width = 1920;
    glass.height = 1080;
    glass.panel = content::PanelPower::on;
    report.glass = glass;
    report.first_seen = {{"notice", "opening-moved", 42, now}};
    report.played = {{"story", "forum",
                      content::Date{std::chrono::year(2024), std::chrono::January, std::chrono::day(18)}, 95, now,
                      now}};
    report.failure = "no answer";
    report.queue_bytes = 7;
    report.disk_free = 1'000'000'000;
    report.memory = 2'000'000'000;
    report.ticket = std::string(64, '0');
    return report;
}

}  // namespace

TEST_CASE("screen report: what is signed is read, with whose it is") {
    const std::string bytes = sign_report(full(), key());
    const auto read = read_report(bytes);
    REQUIRE(read);
    CHECK(read->screen == report::screen_of(key()));
    CHECK(read->report == full());
    CHECK(bytes.size() < 2048);
}

TEST_CASE("screen report: one that has nothing to say but that it lives is small") {
    ScreenReport report;
    report.at = now;
    const std::string bytes = sign_report(report, key());
    CHECK(bytes.size() < 400);
    CHECK(read_report(bytes)->report == report);
}

TEST_CASE("screen report: one changed letter is noticed, and so is another's key") {
    const std::string bytes = sign_report(full(), key());
    std::string changed = bytes;
    changed.replace(changed.find("opening-moved"), 1, "O");
    CHECK(read_report(changed).error().code == Code::untrusted);
    std::string stolen = bytes;
    const std::string other = report::screen_of(SigningKey::from_seed(std::string(32, 't')));
    stolen.replace(stolen.find(report::screen_of(key())), 64, other);
    CHECK(read_report(stolen).error().code == Code::untrusted);
    std::string unsigned_one = bytes;
    unsigned_one.replace(unsigned_one.find("\"signature\":\"") + 13, 128, "");
    CHECK(read_report(unsigned_one).error().code == Code::untrusted);
}

TEST_CASE("screen report: what a newer screen says is signed too, and no reason to refuse the rest") {
    content::JsonValue::Object said{{"sequence", 1}, {"boot", "b"}, {"at", "2024-01-18T10:00:00Z"}, {"humour", "good"}};
    const std::string signature = key().sign(content::to_canonical_json(content::JsonValue(said))).value;
    const std::string bytes = content::to_compact_json(
        content::JsonValue::Object{{"key", report::screen_of(key())}, {"signature", signature}, {"signed", said}});
    const auto read = read_report(bytes);
    REQUIRE(read);
    CHECK(read->report.sequence == 1);
}

TEST_CASE("screen report: long and strange words of others are told in one short line") {
    ScreenReport report;
    report.at = now;
    report.failure = "first\nsecond\x1b[31m" + std::string(1000, 'x') + "\xc3\xa9";
    const auto read = read_report(sign_report(report, key()));
    REQUIRE(read);
    CHECK(read->report.failure.starts_with(R"(first\nsecond\u001B[31mxxx)"));
    CHECK(read->report.failure.size() <= report::max_words);
}

TEST_CASE("screen report: more than fits is left for the next one") {
    ScreenReport report = full();
    report.first_seen.assign(100, report.first_seen.front());
    report.played.assign(100, report.played.front());
    const std::string bytes = sign_report(report, key());
    CHECK(bytes.size() <= report::max_report);
    const auto read = read_report(bytes);
    REQUIRE(read);
    CHECK(read->report.first_seen.size() == report::max_sightings);
    CHECK(read->report.played.size() == report::max_played);
}

TEST_CASE("screen report: rubbish is refused in words") {
    const auto refusal = [](std::string_view bytes) { return read_report(bytes).error(); };
    CHECK(refusal("").code == Code::bad_input);
    CHECK(refusal(std::string(report::max_report + 1, ' ')).code == Code::too_large);
    CHECK(refusal("{}").message == "report: key: expected to be there");
    CHECK(refusal(R"({"key":"AB","signature":"","signed":{}})").message ==
          "report: key: expected 64 lower-case hexadecimal digits");
    ScreenReport report = full();
    report.sequence = 0;
    CHECK(refusal(sign_report(report, key())).message == "report: signed/sequence: expected an integer of at least 1");
    report = full();
    report.ticket = "12";
    CHECK(refusal(sign_report(report, key())).message == "report: signed/ticket: expected 64 hexadecimal digits");
    report = full();
    report.glass->width = 0;
    CHECK(refusal(sign_report(report, key())).code == Code::bad_input);
    report = full();
    report.played.front().seconds = 90'000;
    CHECK(refusal(sign_report(report, key())).code == Code::bad_input);
}
