#include "content/import/text/invitations.h"

#include <doctest/doctest.h>

#include <string>

#include "content/base/limits.h"
#include "content/import/common/cleanup.h"
#include "content/import/text/web_links.h"

using content::without_access_codes;

namespace {

std::string open_part(const std::string& text) {
    return content::many_lines(without_access_codes(text).text);
}

}  // namespace

TEST_CASE("invitations: Zoom's words to those who were invited are left out, the editor's stay") {
    const std::string text =
        "A talk about rivers.\n"
        "\n"
        "The Forum is inviting you to a scheduled Zoom meeting.\n"
        "\n"
        "Join Zoom Meeting\n"
        "https://us02web.zoom.us/j/81234567890?pwd=QmFkUGFzcw\n"
        "\n"
        "Meeting ID: 812 3456 7890\n"
        "Passcode: r1vers\n"
        "\n"
        "---\n"
        "\n"
        "One tap mobile\n"
        "+13126266799,,81234567890#,,,,*123456# US (Chicago)\n"
        "Dial by your location\n"
        "• +1 312 626 6799 US (Chicago)\n"
        "+43 12 535 501 Austria\n"
        "Find your local number: https://us02web.zoom.us/u/kb1aBcDe\n"
        "\n"
        "Please bring questions. Office: +43 1 234 5678.";
    CHECK(open_part(text) == "A talk about rivers.\n\nPlease bring questions. Office: +43 1 234 5678.");
    CHECK(without_access_codes(text).dropped == 12);
}

TEST_CASE("invitations: Teams and Webex are left out too") {
    CHECK(open_part("Open to all.\n"
                    "________________________________________________________________________________\n"
                    "Microsoft Teams meeting\n"
                    "Join on your computer, mobile app or room device\n"
                    "Click here to join the meeting (https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc)\n"
                    "Meeting ID: 312 456 789 012\n"
                    "Passcode: aB3dEf\n"
                    "Download Teams (https://www.microsoft.com/teams) | Join on the web\n"
                    "Or call in (audio only)\n"
                    "+43 720 123456,,987654321# Austria, Vienna\n"
                    "Phone Conference ID: 987 654 321#\n"
                    "Find a local number (https://dialin.teams.microsoft.com/abc) | Reset PIN\n"
                    "Learn More (https://aka.ms/JoinTeamsMeeting) | Meeting options\n"
                    "________________________________________________________________________________") ==
          "Open to all.\n\nDownload Teams (https://www.microsoft.com/teams) | Join on the web");
    CHECK(open_part("Join from the meeting link\n"
                    "https://forum.webex.com/forum/j.php?MTID=m0123abc\n"
                    "Join by meeting number\n"
                    "Meeting number (access code): 2345 678 9012\n"
                    "Meeting password: riVer7 (748377 when dialing from a phone)\n"
                    "Join by phone\n"
                    "+43-1-2345-6789 Austria Toll\n"
                    "Global call-in numbers\n"
                    "Agenda: rivers")
              .find_first_of("0123456789") == std::string::npos);
}

TEST_CASE("invitations: codes are known in the languages in which invitations come") {
    for (const char* line : {"ID de réunion : 812 3456 7890",
                             "Code secret : 123456",
                             "ID de conférence téléphonique : 987 654 321#",
                             "ID de reunión: 812 3456 7890",
                             "Código de acceso: 123456",
                             "Contraseña: abc123",
                             "Meeting-ID: 812 3456 7890",
                             "Besprechungs-ID: 312 456 789 012",
                             "Kenncode: 123456",
                             "Telefonkonferenz-ID: 987 654 321#",
                             "ID da reunião: 812 3456 7890",
                             "Senha de acesso: 123456",
                             "ID riunione: 812 3456 7890",
                             "Идентификатор конференции: 812 3456 7890",
                             "Код доступа: 123456",
                             "Пароль: 123456",
                             "会议号：812 3456 7890",
                             "会议 ID: 812 3456 7890",
                             "密码：123456",
                             "入会密码:123456",
                             "معرف الاجتماع: 812 3456 7890",
                             "رمز المرور: 123456",
                             "**Meeting ID:** 812 3456 7890",
                             "PIN: 4711#",
                             "Access code is 4711",
                             "Webinar ID = 812-345-678"}) {
        CAPTURE(line);
        CHECK(open_part(line).empty());
        CHECK(open_part(std::string("About rivers.\n") + line + "\nAll are welcome.") ==
              "About rivers.\n\nAll are welcome.");
    }
}

TEST_CASE("invitations: codes within a line go, and the words around them stay") {
    CHECK(open_part("Hybrid event (Meeting ID: 812 3456 7890, Passcode: 123456) in Room M2.") ==
          "Hybrid event in Room M2.");
    CHECK(open_part("Room M2; Zoom, passcode: 123456") == "Room M2; Zoom");
    CHECK(open_part("Meeting ID:\n812 3456 7890\nRoom M2") == "Room M2");
    CHECK(open_part("Meeting ID: 812 3456 7890\nPasscode: rivers\nRoom M2") == "Room M2");
}

TEST_CASE("invitations: what only sounds like one stays as it was") {
    for (const char* text :
         {"Password: why we forget it, a talk about habits", "A PIN is no secret: four digits and what follows",
          "Join by phone or in person: all are welcome", "Our number: +43 1 234 5678", "+43 1 234 5678",
          "Register at https://us02web.zoom.us/webinar/register/WN_abc", "Need help? Ask at the desk.",
          "Session ID: 42", "Learn about access codes: a history", "密码学入门：给青年的讲座",
          "Кто знает пароль? Игра.", "Follow it live at https://zoom.us/j/81234567890 from 10:00."}) {
        CAPTURE(text);
        CHECK(without_access_codes(text).text == text);
        CHECK(without_access_codes(text).dropped == 0);
    }
    // Lines away from the codes are not the invitation's.
    CHECK(open_part("+43 1 234 5678\nCall us about rivers.\nPasscode: 123456") ==
          "+43 1 234 5678\nCall us about rivers.");
}

TEST_CASE("invitations: an address that carries a password is no address for everybody") {
    CHECK(content::public_address("https://us02web.zoom.us/j/812?pwd=abc").empty());
    CHECK(content::public_address("https://example.org/open?lang=en&Access_Token=1").empty());
    CHECK(content::public_address("https://zoom.us/j/812") == "https://zoom.us/j/812");
    CHECK(content::public_address("https://example.org/?pin=") == "https://example.org/?pin=");
    CHECK(content::public_address("https://example.org/pwd?a=pwd") == "https://example.org/pwd?a=pwd");
}

TEST_CASE("invitations: a code of letters and digits goes whole, wherever in the line it stands") {
    CHECK(open_part("12ab-cd9, passcode: 12ab-cd9 for all") == "12ab-cd9, for all");
    CHECK(open_part("Zoom (link by mail), passcode: 12ab-cd9") == "Zoom (link by mail)");
}

TEST_CASE("invitations: codes, brackets and addresses without end are read soon") {
    for (const char* piece : {"pin: 1 ", "pin: 1 (", "pin(", "pin:a", "x() pin: 1 ", "http", "http://", "\n"}) {
        CAPTURE(piece);
        std::string text = "pin: 4711\n";
        while (text.size() < content::limits::import_newsletter)
            text += piece;
        const content::WithoutAccess open = without_access_codes(text);
        CHECK(open.dropped > 0);
        CHECK(open.text.find("4711") == std::string::npos);
        CHECK(open.text.size() < text.size());
    }
}
