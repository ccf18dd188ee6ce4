#include "content/import/text/mail.h"

#include <doctest/doctest.h>

#include <string>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/import/newsletter/newsletter.h"
#include "tests/content/import/context.h"

using content::Code;
using content::Severity;
using import_tests::vienna;

namespace {

std::string sample(const std::string& name) {
    return *content::read_file(std::string(ROTUNDA_SOURCE_DIR) + "/tests/fuzz/corpus/mail/" + name, 100'000);
}

content::Import import_mail(const std::string& bytes) {
    const content::ImportContext context = vienna();
    return content::import_newsletter({"news.eml", bytes}, context);
}

const std::string headers = "From: a@example.org\nSubject: News\nDate: Mon, 15 Jan 2024 09:00:00 +0100\n";
const std::string html_page =
    "<html><body><h1>News</h1><h2>A bridge</h2><p>It opened in Vienna today.</p></body></html>\n";

std::string with_type(const std::string& type, const std::string& body) {
    return headers + "MIME-Version: 1.0\nContent-Type: " + type + "\n\n" + body;
}

void check_bridge(const content::Import& import) {
    INFO(import_tests::all_findings(import));
    CHECK_FALSE(content::has_errors(import.findings));
    REQUIRE(import.pack.stories.size() == 1);
    const content::Story& story = import.pack.stories.front();
    const content::StoryText& text = story.texts.at(content::Language::en);
    CHECK(text.headline == "A bridge for Krems");
    CHECK(text.body.find("Café tables stood on it, and the mayor said “at last”.") != std::string::npos);
    REQUIRE(story.first_day.has_value());
    CHECK(content::to_iso(*story.first_day) == "2024-01-05");
    REQUIRE(story.links.size() == 1);
    CHECK(story.links.front().url == "https://example.org/bridge");
    REQUIRE(import.pictures.size() == 1);
    CHECK(import.pictures.front().alternative == "People walk over a white bridge");
    CHECK(import.pictures.front().story == story.id);
    REQUIRE(import.pack.events.size() == 1);
    CHECK(import_tests::when(import.pack.events.front()) == "2024-02-05/2024-02-06");
}

}  // namespace

TEST_CASE("mail: Outlook's quoted-printable windows-1252 gives the stories of its HTML, each at its line of the file") {
    const auto import = import_mail(sample("outlook.eml"));
    check_bridge(import);
    CHECK(import.lines.at("story/" + import.pack.stories.front().id) == 32);
    CHECK(sample("outlook.eml").find("A bridge for Krems</h2>") != std::string::npos);
    CHECK(import.lines.at("event/" + import.pack.events.front().id) == 39);
}

TEST_CASE("mail: Thunderbird's base64 in alternative in mixed is read, attachments are named") {
    const auto import = import_mail(sample("thunderbird.eml"));
    check_bridge(import);
    CHECK(import_tests::says(import, Severity::note, "an attachment \"plan.pdf\" (application/pdf) of the mail"));
    CHECK(import_tests::says(import, Severity::note, "an attachment \"bridge.png\" (image/png) of the mail"));
}

TEST_CASE("mail: plain text in the encoding that the mail names is no guess") {
    const auto mail = content::read_mail(sample("plain.eml"));
    REQUIRE(mail.has_value());
    CHECK(mail->encoding == "KOI8-R");
    CHECK_FALSE(mail->is_guessed);
    CHECK_FALSE(mail->is_html);
    CHECK(mail->text.starts_with("Мост в городе\n"));
    REQUIRE(mail->date.has_value());
    CHECK(content::to_iso(*mail->date) == "2024-01-15");
    CHECK(mail->lines.front() == 9);
}

TEST_CASE("mail: a subject in an encoded word is its words") {
    const auto mail = content::read_mail(sample("outlook.eml"));
    REQUIRE(mail.has_value());
    CHECK(mail->subject == "Nouvelles d'hiver édition 1");
}

TEST_CASE("mail: a mail without MIME is its text") {
    const auto import = import_mail(headers + "\nA new bridge for Krems\n\nIt opened in Vienna. People came.\n");
    INFO(import_tests::all_findings(import));
    REQUIRE(import.pack.stories.size() == 1);
    CHECK(import.lines.begin()->second == 5);
}

TEST_CASE("mail: the order of alternatives and their names' case do not matter") {
    const std::string parts = "--b\nContent-Type: TEXT/HTML; charset=\"UTF-8\"\n\n" + html_page +
                              "--b\nContent-Type: text/plain\n\nShort.\n--b--\n";
    const auto mail = content::read_mail(with_type("Multipart/Alternative; boundary=b", parts));
    REQUIRE(mail.has_value());
    CHECK(mail->is_html);
    CHECK(mail->text == html_page.substr(0, html_page.size() - 1));
}

TEST_CASE("mail: a forwarded mail inside a mail is read, the words around it are named") {
    const auto mail = content::read_mail(with_type("multipart/mixed; boundary=b",
                                                   "--b\nContent-Type: text/plain\n\nSee below.\n"
                                                   "--b\nContent-Type: message/rfc822\n\n" +
                                                       with_type("text/html", html_page) + "--b--\n"));
    REQUIRE(mail.has_value());
    CHECK(mail->is_html);
    REQUIRE(mail->left_out.size() == 1);
    CHECK(mail->left_out.front() == "a further text (text/plain) from line 10");
}

TEST_CASE("mail: one without text, and one in pieces, are refused with the reason") {
    const auto picture = content::read_mail(with_type("image/png", "abc"));
    REQUIRE_FALSE(picture.has_value());
    CHECK(picture.error().message == "a mail without a text to read");
    CHECK(content::has_errors(import_mail(with_type("image/png", "abc")).findings));
    const auto piece = content::read_mail(with_type("message/partial; number=1; total=2; id=x", "abc"));
    CHECK_FALSE(piece.has_value());
}

TEST_CASE("mail: parts in parts without end, and headers without end, are refused") {
    std::string deep = headers + "MIME-Version: 1.0\n";
    for (int i = 0; i < 5000; ++i)
        deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
    const auto nested = content::read_mail(deep);
    REQUIRE_FALSE(nested.has_value());
    CHECK(nested.error().code == Code::too_large);

    std::string many;
    while (many.size() < 600'000)
        many += "X-Relay: somewhere\n";
    const auto long_head = content::read_mail(headers + many + "\nText\n");
    REQUIRE_FALSE(long_head.has_value());
    CHECK(long_head.error().code == Code::too_large);

    CHECK(content::read_mail(std::string(content::limits::import_mail + 1, 'x')).error().code == Code::too_large);
}

TEST_CASE("mail: what begins with headers is one, prose with a colon is none") {
    CHECK(content::is_mail(sample("outlook.eml")));
    CHECK(content::is_mail(sample("thunderbird.eml")));
    CHECK(content::is_mail(headers + "\nText\n"));
    CHECK_FALSE(content::is_mail("Title: #08 - NixOS Weekly\nDate: 2020-10-16\nCategory: news\n\n# News\n"));
    CHECK_FALSE(content::is_mail("Dear all: here are the news\nfrom: Vienna\n"));
    CHECK_FALSE(content::is_mail("From the President\n\nDear friends\n"));
    CHECK_FALSE(content::is_mail(""));
}

TEST_CASE("mail: an Outlook message, an Office file, a PDF and a packed file are refused by name") {
    using namespace std::string_literals;
    const auto refusal = [](const std::string& bytes) {
        const auto import = import_mail(bytes);
        REQUIRE(import.findings.size() == 1);
        CHECK(import.findings.front().severity == Severity::error);
        return import.findings.front().message;
    };
    const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(600, '\0');
    CHECK(refusal(compound + "_\0_\0s\0u\0b\0s\0t\0g\0001\0"s).starts_with("an Outlook message (.msg)"));
    CHECK(refusal(compound).find(".msg") != std::string::npos);
    CHECK(refusal("PK\x03\x04....xl/workbook.xml").starts_with("an Excel file"));
    CHECK(refusal("PK\x03\x04....word/document.xml").starts_with("a ZIP archive or Office file"));
    CHECK(refusal("%PDF-1.7\n").starts_with("a PDF file"));
    CHECK(refusal("\x1F\x8B\x08\0\0"s).starts_with("a packed file"));
}
