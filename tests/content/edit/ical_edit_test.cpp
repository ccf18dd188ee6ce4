#include "content/edit/ical_edit.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/content/edit/replaced.h"

namespace content::edit {
namespace {

const std::string calendar =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-OWN:1\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Folded in a way that nobody else "
    "wo\r\n uld\r\nX-OTHER;P=\"a:b\":c\r\nBEGIN:VALARM\r\nDESCRIPTION:alarm\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nuid:b\\,c\r\nSUMMARY:Second\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

std::string set(const std::string& text, const std::string& uid, const std::vector<IcalChange>& changes) {
    const auto made = set_properties(text, uid, changes);
    return made ? *made : std::string(name(made.error().code)) + ": " + made.error().message;
}

}  // namespace

TEST_CASE("ical edit: a property that says so already keeps its folds") {
    CHECK(set(calendar, "a", {{"SUMMARY", "SUMMARY:Folded in a way that nobody else would"}}) == calendar);
    CHECK(set(calendar, "a", {}) == calendar);
}

TEST_CASE("ical edit: only the property changes, and a new one stands before what is inside the event") {
    CHECK(set(calendar, "a", {{"SUMMARY", "SUMMARY:Short"}}) ==
          replaced(calendar, "Folded in a way that nobody else wo\r\n uld", "Short"));
    CHECK(set(calendar, "a", {{"DESCRIPTION", "DESCRIPTION:mine"}}) ==
          replaced(calendar, "BEGIN:VALARM", "DESCRIPTION:mine\r\nBEGIN:VALARM"));
    CHECK(set(calendar, "b,c", {{"X-ROTUNDA-ROOM", "X-ROTUNDA-ROOM:A"}, {"SUMMARY", ""}}) ==
          replaced(calendar, "SUMMARY:Second\r\n", "X-ROTUNDA-ROOM:A\r\n"));
    CHECK(set(calendar, "a", {{"X-NONE", ""}}) == calendar);
}

TEST_CASE("ical edit: a long line is folded, and reads the same") {
    std::string line = "SUMMARY:";
    for (int i = 0; i < 100; ++i)
        line += "\xD0\xAF";
    const std::string made = set(calendar, "a", {{"SUMMARY", line}});
    const auto properties = ical_properties(made, "a");
    REQUIRE(properties.has_value());
    CHECK(find_property(*properties, "SUMMARY") == line);
    CHECK(set(made, "a", {{"SUMMARY", line}}) == made);
}

TEST_CASE("ical edit: an event that is put behind the others and removed again leaves the calendar as it was") {
    const auto added = append_event(calendar, "BEGIN:VEVENT\nUID:new\nSUMMARY:New\nEND:VEVENT\n");
    REQUIRE(added.has_value());
    CHECK(added->ends_with("END:VEVENT\r\nBEGIN:VEVENT\r\nUID:new\r\nSUMMARY:New\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    CHECK(*remove_event(*added, "new") == calendar);
    CHECK(*remove_event(calendar, "nobody") == calendar);
    CHECK(*ical_uids(*added) == std::vector<std::string>{"a", "b,c", "new"});
    const auto first = append_event("", "BEGIN:VEVENT\nUID:new\nEND:VEVENT\n");
    REQUIRE(first.has_value());
    CHECK(first->starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    CHECK(remove_event(*first, "new")->empty());
}

TEST_CASE("ical edit: the bytes of an event are those of the file") {
    CHECK(*event_bytes(calendar, "b,c") == "BEGIN:VEVENT\r\nuid:b\\,c\r\nSUMMARY:Second\r\nEND:VEVENT\r\n");
    CHECK(text_of_property("X;P=\"a:b\": c\\n\\,d ") == "c\n,d");
}

TEST_CASE("ical edit: what cannot be done is an error by its code") {
    CHECK(set(calendar, "nobody", {}).starts_with("not found"));
    CHECK(set("BEGIN:VCALENDAR\n", "a", {}).starts_with("bad input"));
    CHECK(set(calendar, "a", {{"SUMMARY", "SUMMARY:x\r\nEND:VEVENT"}}).starts_with("bad input"));
    CHECK(set(calendar, "a", {{"SUMMARY", "END:VEVENT"}}).starts_with("bad input"));
    CHECK(set(calendar, "a", {{"END", "END:VEVENT"}}).starts_with("bad input"));
    CHECK(append_event(calendar, "X").error().code == Code::bad_input);
    CHECK(append_event(calendar, "BEGIN:VEVENT\nEND:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\n").error().code ==
          Code::bad_input);
}

}  // namespace content::edit
