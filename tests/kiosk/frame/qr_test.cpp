#include "kiosk/frame/qr.h"
#include "tests/support/vienna.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

using content::Language;
using kiosk::calendar_payload;
using kiosk::encode_qr;
using kiosk::QrUse;
using kiosk::short_address;

content::Event meeting() {
    content::Event event;
    event.id = "meeting-1";
    event.texts[Language::en] = {"Opening of the session", "Vienna", "Boardroom D", "C Building", "", "", ""};
    event.when = sample::hours("2024-03-18T10:00", "2024-03-18T13:00");
    return event;
}

/// Content lines, unfolded.
std::vector<std::string> lines_of(std::string payload) {
    for (std::size_t i = payload.find("\r\n "); i != std::string::npos; i = payload.find("\r\n "))
        payload.erase(i, 3);
    std::vector<std::string> lines;
    for (std::size_t begin = 0, end = payload.find("\r\n"); end != std::string::npos;
         begin = end + 2, end = payload.find("\r\n", begin)) {
        lines.push_back(payload.substr(begin, end - begin));
    }
    return lines;
}

TEST_CASE("qr: a short address in capitals needs version 2, a long one version 4") {
    const auto small = encode_qr("HTTPS://CSU.EXAMPLE/7F3K", QrUse::link);
    REQUIRE(small.has_value());
    CHECK(small->modules == 25);
    const auto longer = encode_qr("https://www.unodc.org/unodc/en/ngos/cst.html", QrUse::link);
    REQUIRE(longer.has_value());
    CHECK(longer->modules == 33);
    CHECK(longer->dark.size() == 33U * 33U);
    CHECK(longer->payload == "https://www.unodc.org/unodc/en/ngos/cst.html");
}

TEST_CASE("qr: a code carries its address as servers get it, in ASCII") {
    const auto code = encode_qr("https://example.org/?c=ü", QrUse::link);
    REQUIRE(code);
    CHECK(code->payload == "https://example.org/?c=%C3%BC");
    CHECK(encode_qr("https://bücher.example/会", QrUse::link)->payload == "https://xn--bcher-kva.example/%E4%BC%9A");
    CHECK(encode_qr("BEGIN:VCALENDAR ü", QrUse::calendar)->payload == "BEGIN:VCALENDAR ü");
    CHECK_FALSE(encode_qr("https://example.org/" + std::string(1999, 'x'), QrUse::link));
}

TEST_CASE("qr: three finder patterns stand in the corners") {
    const auto code = encode_qr("https://www.unodc.org", QrUse::link);
    REQUIRE(code.has_value());
    const int n = code->modules;
    const auto dark = [&](int x, int y) { return static_cast<bool>(code->dark[static_cast<std::size_t>(y * n + x)]); };
    for (const auto& [left, top] : {std::pair{0, 0}, std::pair{n - 7, 0}, std::pair{0, n - 7}}) {
        for (int i = 0; i < 7; ++i) {
            CHECK(dark(left + i, top));
            CHECK(dark(left + i, top + 6));
            CHECK(dark(left, top + i));
        }
        CHECK_FALSE(dark(left + 1, top + 1));
        CHECK(dark(left + 3, top + 3));
    }
    CHECK(dark(8, n - 8));
}

TEST_CASE("qr: a calendar code uses the lower level of correction, so it is smaller") {
    const std::string payload(190, 'x');
    const auto calendar = encode_qr(payload, QrUse::calendar);
    const auto link = encode_qr(payload, QrUse::link);
    REQUIRE(calendar.has_value());
    REQUIRE(link.has_value());
    CHECK(calendar->modules == 49);
    CHECK(link->modules > calendar->modules);
}

TEST_CASE("qr: with any mask a code has the size that it has with the best one") {
    for (const std::size_t length : {1U, 20U, 44U, 120U, 190U, 400U}) {
        const std::string payload(length, 'x');
        for (const QrUse use : {QrUse::link, QrUse::calendar}) {
            CAPTURE(length);
            const auto best = encode_qr(payload, use);
            const auto any = encode_qr(payload, use, kiosk::QrMask::any);
            REQUIRE(best);
            REQUIRE(any);
            CHECK(any->modules == best->modules);
        }
    }
}

TEST_CASE("qr: nothing, and what no code can hold, gives no code") {
    CHECK_FALSE(encode_qr("", QrUse::link).has_value());
    CHECK_FALSE(encode_qr(std::string(2500, 'x'), QrUse::link).has_value());
}

TEST_CASE("qr: a code that was made before is the same code, and its use is part of what it is") {
    kiosk::QrCodes codes;
    const std::string payload = "https://www.unodc.org/unodc/en/ngos/cst.html";
    for (int turn = 0; turn < 2; ++turn) {
        CHECK(codes.of(payload, QrUse::link)->dark == encode_qr(payload, QrUse::link)->dark);
        CHECK(codes.of(payload, QrUse::calendar)->dark == encode_qr(payload, QrUse::calendar)->dark);
        CHECK_FALSE(codes.of(std::string(2500, 'x'), QrUse::link).has_value());
    }
    for (int other = 0; other < 200; ++other)
        REQUIRE(codes.of(std::to_string(other), QrUse::link)->payload == std::to_string(other));
    CHECK(codes.of(payload, QrUse::link)->payload == payload);
}

TEST_CASE("qr: how many modules a code has is known without making it, by its use, and is 0 of one that cannot be") {
    kiosk::QrCodes codes;
    for (const std::size_t length : {1U, 44U, 190U, 400U}) {
        const std::string payload(length, 'x');
        for (int turn = 0; turn < 2; ++turn) {
            CHECK(codes.modules(payload, QrUse::link) == encode_qr(payload, QrUse::link)->modules);
            CHECK(codes.modules(payload, QrUse::calendar) == encode_qr(payload, QrUse::calendar)->modules);
        }
    }
    CHECK(codes.modules("", QrUse::link) == 0);
    CHECK(codes.modules(std::string(2500, 'x'), QrUse::link) == 0);
}

TEST_CASE("calendar: a timed event in UTC") {
    const auto payload = calendar_payload(meeting(), Language::en, {});
    REQUIRE(payload.has_value());
    CHECK(*payload ==
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Opening of the session\r\n"
          "DTSTART:20240318T090000Z\r\nDTEND:20240318T120000Z\r\nLOCATION:Boardroom D\\, Vienna\r\n"
          "END:VEVENT\r\nEND:VCALENDAR\r\n");
    CHECK(payload->size() <= kiosk::calendar_bytes);
}

TEST_CASE("calendar: days end on the day after the last") {
    content::Event event = meeting();
    using namespace std::chrono;
    event.when = content::DaySpan{2024y / February / 28, 2024y / February / 29, true};
    const auto payload = calendar_payload(event, Language::en, {});
    REQUIRE(payload.has_value());
    const auto lines = lines_of(*payload);
    CHECK(std::count(lines.begin(), lines.end(), "DTSTART;VALUE=DATE:20240228") == 1);
    CHECK(std::count(lines.begin(), lines.end(), "DTEND;VALUE=DATE:20240301") == 1);
}

TEST_CASE("calendar: none for a cancelled event, one without a day or one without a title") {
    content::Event event = meeting();
    event.status = content::EventStatus::cancelled;
    CHECK_FALSE(calendar_payload(event, Language::en, {}).has_value());
    event = meeting();
    event.when = content::MonthSpan{std::chrono::year(2024) / std::chrono::month(2),
                                    std::chrono::year(2024) / std::chrono::month(3)};
    CHECK_FALSE(calendar_payload(event, Language::en, {}).has_value());
    event = meeting();
    event.texts[Language::en].title.clear();
    CHECK_FALSE(calendar_payload(event, Language::en, {}).has_value());
}

TEST_CASE("calendar: a long title is shortened first, between graphemes, and the room stays") {
    content::Event event = meeting();
    event.texts[Language::en].title = "High-level segment on the implementation of international commitments; part 1";
    const auto payload = calendar_payload(event, Language::en, {});
    REQUIRE(payload.has_value());
    CHECK(payload->size() <= kiosk::calendar_bytes);
    CHECK(payload->size() > kiosk::calendar_bytes - 12);
    const auto lines = lines_of(*payload);
    REQUIRE(lines.size() == 9);
    CHECK(lines[3].starts_with("SUMMARY:High-level segment on the"));
    CHECK(lines[3].ends_with("..."));
    CHECK(lines[6] == "LOCATION:Boardroom D");

    // A family of four is one grapheme of seven code points, 25 bytes.
    std::string families;
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
    for (int i = 0; i < 20; ++i)
        families += family;
    event.texts[Language::en].title = families;
    const auto cut = calendar_payload(event, Language::en, {});
    REQUIRE(cut.has_value());
    CHECK(cut->size() <= kiosk::calendar_bytes);
    const std::string summary = lines_of(*cut)[3];
    CHECK((summary.size() - std::string("SUMMARY:...").size()) % family.size() == 0);
}

TEST_CASE("calendar: every language fits, however long its words") {
    content::Event event = meeting();
    const std::map<Language, std::string> titles = {
        {Language::ar, "الجزء الرفيع المستوى بشأن تنفيذ جميع الالتزامات الدولية المتعلقة بالمخدرات"},
        {Language::zh, "关于落实所有国际毒品政策承诺的高级别会议和民间社会组织对话会开幕式"},
        {Language::ru, "Сегмент высокого уровня по выполнению всех международных обязательств"}};
    for (const auto& [language, title] : titles) {
        content::EventText& text = event.texts[language];
        text.title = title;
        text.room = title + title;
        const auto payload = calendar_payload(event, language, {});
        REQUIRE(payload.has_value());
        CHECK(payload->size() <= kiosk::calendar_bytes);
        for (std::size_t begin = 0, end = payload->find("\r\n"); end != std::string::npos;
             begin = end + 2, end = payload->find("\r\n", begin)) {
            CHECK(end - begin <= 75);
        }
        CHECK(encode_qr(*payload, QrUse::calendar).has_value());
    }
}

TEST_CASE("calendar: special characters are escaped and controls dropped, so no line can be smuggled in") {
    content::Event event = meeting();
    event.texts[Language::en] = {"a\\b;c,d\r\nATTACH:x", "", "", "", "", "", ""};
    const auto payload = calendar_payload(event, Language::en, {});
    REQUIRE(payload.has_value());
    const auto lines = lines_of(*payload);
    REQUIRE(lines.size() == 8);
    CHECK(lines[3] == "SUMMARY:a\\\\b\\;c\\,d\\nATTACH:x");
}

TEST_CASE("calendar: a line of more than 75 octets is folded") {
    content::Event event = meeting();
    event.when = sample::hours("2024-03-18T10:00", "2024-03-18T10:00");
    event.texts[Language::en] = {
        "A title of seventy-one characters, which is as long as it can possibly be", "", "", "", "", "", ""};
    const auto payload = calendar_payload(event, Language::en, {});
    REQUIRE(payload.has_value());
    CHECK(payload->find("\r\n ") != std::string::npos);
    CHECK(payload->size() <= kiosk::calendar_bytes);
}

TEST_CASE("address: what is printed beside a code is short but still names the host") {
    CHECK(short_address("https://www.unodc.org/unodc/en/ngos/cst.html", 40) == "unodc.org/unodc/en/ngos/cst.html");
    CHECK(short_address("HTTPS://WWW.unodc.org/", 40) == "unodc.org");
    CHECK(short_address("https://www.unodc.org/unodc/en/ngos/cst.html", 20) == "unodc.org/…/cst.html");
    CHECK(short_address("https://unodc.org/unodc/en/ngos/multistakeholder-perspectives.html", 50) ==
          "unodc.org/…/multistakeholder-perspectives.html");
    CHECK(short_address("http://unodc.org/é", 11) == "unodc.org/é");
    CHECK(short_address("unodc.org", 2) == "un");
    CHECK(short_address("", 10).empty());
    for (std::size_t characters = 0; characters < 50; ++characters) {
        CHECK(short_address("https://www.unodc.org/unodc/en/ngos/cst.html", characters).size() <= characters + 2);
    }
}

}  // namespace
