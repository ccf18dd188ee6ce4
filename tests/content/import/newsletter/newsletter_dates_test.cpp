#include <doctest/doctest.h>

#include <string>

#include "content/import/newsletter/newsletter.h"
#include "tests/content/import/context.h"

/// Dates and times in the calendars of newsletters.
namespace {

using content::Import;
using content::Severity;
using import_tests::says;
using import_tests::text_of;
using import_tests::vienna;
using import_tests::when;

Import read_dated_letter(const std::string& text) {
    return content::import_newsletter({"letter.md", text}, vienna());
}

/// The entries of a calendar of 2024, one a line: "2024-03-14/2024-03-22 Session @ Vienna".
std::string entries(const std::string& lines) {
    const auto import = read_dated_letter("# Newsletter January 2024\n\n## Calendar of events\n\n" + lines);
    std::string result;
    for (const content::Event& event : import.pack.events) {
        std::string time = when(event);
        if (time.find('T') != std::string::npos) time = time.substr(0, 16) + "-" + time.substr(time.find('/') + 12, 5);
        const content::EventText& text = text_of(event);
        result += time + " " + text.title;
        for (const std::string& part : {text.place, text.room})
            result += part.empty() ? "" : " @ " + part;
        result += event.is_virtual ? " online\n" : "\n";
    }
    return result;
}

}  // namespace

TEST_CASE("newsletter: what is not exact keeps its title whole, and its date no more exact than it is") {
    CHECK(entries("- Session – week of 18 March 2024, Vienna\n") == "2024-03-18/2024-03-24 Session @ Vienna\n");
    CHECK(entries("- Session – 2nd half of March 2024\n") == "2024-03/2024-03 Session\n");
    CHECK(entries("- Session – mid-March 2024\n") == "2024-03/2024-03 Session\n");
    CHECK(entries("- Session – early April\n") == "2024-04/2024-04 Session\n");
    CHECK(entries("- Session – Q2 2024\n") == "2024-04/2024-06 Session\n");
    CHECK(entries("- A – 18 March 2024 (Friday), Vienna\n") == "2024-03-18/2024-03-18 A @ Vienna\n");
    CHECK(entries("- Session – 14, 15 and 18 March 2024, Vienna\n") ==
          "2024-03-14/2024-03-14 Session @ Vienna\n2024-03-15/2024-03-15 Session @ Vienna\n"
          "2024-03-18/2024-03-18 Session @ Vienna\n");
    CHECK(entries("- Session – 14 March, 16 March 2024, Vienna\n") ==
          "2024-03-14/2024-03-14 Session @ Vienna\n2024-03-16/2024-03-16 Session @ Vienna\n");
    CHECK(entries("- Session – 14 & 15 March 2024, Vienna\n") == "2024-03-14/2024-03-15 Session @ Vienna\n");
    for (const char* entry :
         {"Session – Spring 2024", "Session – by 18 March 2024", "Session – dates to be confirmed"}) {
        CAPTURE(std::string(entry));
        const auto import =
            read_dated_letter("# Newsletter January 2024\n\n## Calendar of events\n\n- " + std::string(entry) + "\n");
        CHECK(import.pack.events.empty());
        CHECK(says(import, Severity::warning, "no date was understood"));
    }
    const auto weekday =
        read_dated_letter("# Newsletter January 2024\n\n## Calendar\n\n- Session – Friday, 18 March 2024\n");
    CHECK(says(weekday, Severity::warning, "the date 2024-03-18 was believed, which is no friday"));
    CHECK(entries("- \u200F18 March 2024, \u200E10:00 – 11:00: Session\n") == "2024-03-18T10:00-11:00 Session\n");
}

TEST_CASE("newsletter: of stacked lines the one without a date is left out and said") {
    const std::string text =
        "NEWSLETTER\nJANUARY, 2024\n\nA training in Penang\n\nThe training took place in Penang, Malaysia. It lasted "
        "two days.\n\n"
        "Calendar of events\n\nConsultation Africa – 18 January 2024, Virtual\nConsultation Americas – 19 January "
        "2024, Virtual\n"
        "Regional training – dates to be confirmed\nDialogue on Firearms - 5 April 2024\n";
    const auto import = read_dated_letter(text);
    CHECK(import.pack.events.size() == 3);
    CHECK(says(import, Severity::warning, "no date was understood: \"Regional training – dates to be confirmed\""));
}

TEST_CASE("newsletter: a date above its events is theirs") {
    const std::string plain =
        "Thursday, January 18\n\nConsultation for Africa\n\nBoardroom D | 10:00 - 13:00\n\nRegistration is open to "
        "all.\n\n"
        "Friday, January 26\n\nWebinar on the segment\n\nOnline | 15:00 - 16:00\n\nJoin us from wherever you are.\n\n"
        "Monday, March 18\n\nRegular session\n\nVienna | 10:00\n";
    CHECK(entries(plain) ==
          "2024-01-18T10:00-13:00 Consultation for Africa @ Boardroom D\n2024-01-26T15:00-16:00 Webinar on the "
          "segment online\n"
          "2024-03-18T10:00-10:00 Regular session @ Vienna\n");
    const std::string headings =
        "### Thursday, 18 January 2024\n\n- 10:00 – 13:00 Consultation, Boardroom D\n- 14:00 Panel | Boardroom A\n\n"
        "### Friday, 19 January 2024\n\n- 09:00–10:00: Closing\n";
    CHECK(entries(headings) ==
          "2024-01-18T10:00-13:00 Consultation @ Boardroom D\n2024-01-18T14:00-14:00 Panel @ Boardroom A\n"
          "2024-01-19T09:00-10:00 Closing\n");
    const std::string lines =
        "18 January 2024\n\n10:00 Opening\n11:00 Panel\n\n19 January 2024\n\nVisit of the library\n";
    CHECK(entries(lines) ==
          "2024-01-18T10:00-10:00 Opening\n2024-01-18T11:00-11:00 Panel\n2024-01-19/2024-01-19 Visit of the library\n");
    const auto outside = read_dated_letter(
        "# Newsletter January 2024\n\n## Training in Penang\n\nThe training took place in Penang and lasted for two "
        "days.\n\n"
        "## 18 January 2024\n\n10:00 Opening\n\n## 19 January 2024\n\n11:00 Panel\n\n## Another story\n\nThis one has "
        "a text as well.\n");
    CHECK(outside.pack.events.size() == 2);
    CHECK(outside.pack.stories.size() == 2);
}
