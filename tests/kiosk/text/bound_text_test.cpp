#include "kiosk/text/bound_text.h"

#include <doctest/doctest.h>

#include <string>

#include "content/base/limits.h"
#include "content/base/text.h"

namespace {

/// With marks that can be read: "<" and ">" around an isolate.
std::string shown(std::string text) {
    const auto replace = [&](std::string_view from, std::string_view to) {
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    };
    replace("\u2066", "<");
    replace("\u2069", ">");
    return text;
}

std::string isolated(std::string_view text) {
    return shown(kiosk::isolate_numbers(text, {}).text);
}

}  // namespace

TEST_CASE("bound text: ranges, dates, phone numbers and symbols read from left to right inside of Arabic") {
    CHECK(isolated("يوم 18 آذار/مارس (10:00–11:00) بقاعة M2") == "يوم 18 آذار/مارس (<10:00–11:00>) بقاعة <M2>");
    CHECK(isolated("16-18 آذار/مارس 2024") == "<16-18> آذار/مارس 2024");
    CHECK(isolated("من 13:10 – 14:00، القاعة") == "من <13:10 – 14:00>، القاعة");
    CHECK(isolated("الهاتف +43 1 26060-1234.") == "الهاتف <+43 1 26060-1234>.");
    CHECK(isolated("الهاتف +43 (1) 26060، 01 26060") == "الهاتف <+43 (1) 26060>، <01 26060>");
    CHECK(isolated("الوثيقة E/CN.7/2026/L.5") == "الوثيقة <E/CN.7/2026/L.5>");
    CHECK(isolated("بتاريخ 2024-03-18 و18/3/2024") == "بتاريخ <2024-03-18> و<18/3/2024>");
    CHECK(isolated("شارك 50% منهم") == "شارك <50%> منهم");
    CHECK(isolated("شارك 40 % منهم و5 €") == "شارك <40 %> منهم و<5 €>");
    CHECK(isolated("يوم 16–18 March 2024 في") == "يوم <16–18 March 2024> في");
    CHECK(isolated("مبلغ 1 000 000 يورو") == "مبلغ <1 000 000> يورو");
    CHECK(isolated("درجة -5 مئوية") == "درجة <-5> مئوية");
}

TEST_CASE("bound text: what reads well by itself stays as it is") {
    for (const char* text : {"شارك 65 من أصحاب المصلحة", "في عام 2024", "UNODC/VNGOC", "الدورة 67 (2024)", "", "–",
                             "آذار/مارس 2024", "١٠–١١"}) {
        CAPTURE(text);
        CHECK(isolated(text) == text);
    }
    CHECK(isolated("يوم 18، 20 و22") == "يوم 18، 20 و22");
    CHECK(isolated("عام 2024 10:00") == "عام 2024 <10:00>");
}

TEST_CASE("bound text: words in another weight stay in it") {
    const std::string text = "≈ 40 م و10:00–11:00 ب";
    const std::size_t range = text.find("10:00");
    const std::vector<kiosk::TextRun> runs = {{range, range + 13, 700}};
    const kiosk::BoundText result = kiosk::isolate_numbers(text, runs);
    CHECK(shown(result.text) == "≈ 40 م و<10:00–11:00> ب");
    REQUIRE(result.runs.size() == 1);
    const std::string bold = result.text.substr(result.runs[0].begin, result.runs[0].end - result.runs[0].begin);
    CHECK(bold.find("10:00–11:00") != std::string::npos);
    CHECK(bold.find("و") == std::string::npos);
}

TEST_CASE("bound text: bytes that are no UTF-8 pass through") {
    const std::string text = "5 \xFF 6 \xC3 7-8\x80";
    std::string plain = isolated(text);
    std::erase(plain, '<');
    std::erase(plain, '>');
    CHECK(plain == text);
}

TEST_CASE("bound text: no more of a text is read than anybody lays out, and no character is torn there") {
    std::string text;
    std::vector<kiosk::TextRun> runs;
    while (text.size() < 5 * content::limits::text_block) {
        runs.push_back({text.size(), text.size() + 3, 700});
        text += "1-2 \u0645 ";
    }
    const kiosk::BoundText result = kiosk::isolate_numbers(text, runs);
    std::string plain = shown(result.text);
    std::erase(plain, '<');
    std::erase(plain, '>');
    CHECK(plain.size() <= content::limits::text_block);
    CHECK(plain.size() > content::limits::text_block - 4);
    CHECK(text.starts_with(plain));
    CHECK(content::is_utf8(plain));
    for (const kiosk::TextRun& run : result.runs)
        CHECK(run.end <= result.text.size());
}
