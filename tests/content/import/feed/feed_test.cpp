#include "content/import/feed/feed.h"

#include <doctest/doctest.h>

#include "content/import/feed/feed_date.h"
#include "tests/content/import/context.h"
#include "tests/content/import/hostile.h"
#include "tests/content/import/text/encoded.h"

namespace {

using content::Import;
using content::Language;
using content::Severity;
using import_tests::all_findings;
using import_tests::encoded;
using import_tests::says;
using import_tests::shared_file;
using import_tests::vienna;

Import read_entries(const std::string& bytes, const std::string& address = {}) {
    Import import = content::import_feed({"feed.xml", bytes, address}, vienna());
    import_tests::check_is_clean(import);
    return import;
}

std::string rss(const std::string& items, const std::string& head = {}) {
    return "<rss version=\"2.0\" xmlns:media=\"m\"><channel><title>F</title><link>https://example.org/news/</link>" +
           head + items + "</channel></rss>";
}

const content::StoryText& text_of(const content::Story& story) {
    return story.texts.begin()->second;
}

const std::string item = R"(<item><title>Fish &amp; chips</title><link>/a/b?x=1</link>
<guid isPermaLink="false">n-1</guid><pubDate>Sun, 10 Dec 2023 23:30:00 GMT</pubDate><category>Health</category>
<description>&lt;p&gt;One &amp;amp; two. And &amp;lt;three&amp;gt;.&lt;/p&gt;&lt;p&gt;&lt;a href="c"&gt;More&lt;/a&gt;&lt;/p&gt;</description>
<enclosure url="p.jpg" type="image/jpeg" length="1"/><media:content url="/q.png" medium="image"/></item>)";

}  // namespace

TEST_CASE("feed: an item of RSS 2.0 has its title, gist, body, link, day, topic and pictures") {
    const auto import = read_entries(rss("\n" + item));
    INFO(all_findings(import));
    REQUIRE(import.pack.stories.size() == 1);
    const auto& story = import.pack.stories[0];
    CHECK(story.id == "n-1");
    CHECK(text_of(story).headline == "Fish & chips");
    CHECK(text_of(story).gist == "One & two. And <three>. More");
    CHECK(text_of(story).body == "One \\& two. And \\<three>.\n\n[More](<https://example.org/news/c>)");
    REQUIRE(story.links.size() == 1);
    CHECK(story.links[0].url == "https://example.org/a/b?x=1");
    CHECK(content::to_iso(story.first_day.value()) == "2023-12-11");
    CHECK(story.topic == "health");
    REQUIRE(import.pictures.size() == 2);
    CHECK(import.pictures[0].url == "https://example.org/news/p.jpg");
    CHECK(import.pictures[1].url == "https://example.org/q.png");
    CHECK(import.pictures[0].story == "n-1");
    CHECK(import.lines.at("story/n-1") == 2);
    CHECK(import.findings.empty());
}

TEST_CASE("feed: entities are decoded once, HTML in titles only where it is HTML") {
    const auto title = [](const std::string& xml) {
        return text_of(read_entries(rss("<item><title>" + xml + "</title></item>")).pack.stories.at(0)).headline;
    };
    CHECK(title("A &lt; B") == "A < B");
    CHECK(title("The &lt;br&gt; tag") == "The <br> tag");
    CHECK(title("AT&amp;amp;T") == "AT&T");
    CHECK(title("<![CDATA[A &amp; B]]>") == "A & B");
    CHECK(title("&lt;b&gt;Bold&lt;/b&gt;") == "Bold");
    CHECK(title("&#233;&eacute;") == "éé");
}

TEST_CASE("feed: RSS 1.0 and Atom") {
    const auto rdf =
        read_entries(R"(<rdf:RDF><channel rdf:about="x"><title>F</title><dc:language>fr</dc:language></channel>
<item rdf:about="https://example.org/1"><title>Une</title><dc:date>2024-01-18T09:00:00Z</dc:date></item></rdf:RDF>)");
    REQUIRE(rdf.pack.stories.size() == 1);
    CHECK(rdf.pack.stories[0].texts.contains(Language::fr));
    CHECK(rdf.pack.stories[0].links.at(0).url == "https://example.org/1");
    const auto atom = read_entries(R"(<feed xml:base="https://example.org/f/" xml:lang="es"><title>F</title>
<entry><id>tag:example.org,2024:1</id><title type="html">A &amp;amp; B</title><link href="e1"/>
<link rel="enclosure" type="image/png" href="p.png"/><published>2024-01-18T09:00:00.5Z</published>
<summary>1 &lt; 2</summary><content type="xhtml"><div xmlns="x"><p>Uno <b>dos</b></p></div></content></entry>
<entry xml:base="/g/" xml:lang="ru"><id>2</id><title>T</title><link rel="alternate" href="e2"/></entry></feed>)");
    INFO(all_findings(atom));
    REQUIRE(atom.pack.stories.size() == 2);
    const auto& first = atom.pack.stories[0];
    CHECK(text_of(first).headline == "A & B");
    CHECK(text_of(first).gist == "1 < 2");
    CHECK(text_of(first).body == "Uno dos");
    CHECK(first.links.at(0).url == "https://example.org/f/e1");
    CHECK(first.texts.contains(Language::es));
    CHECK(content::to_iso(first.first_day.value()) == "2024-01-18");
    CHECK(atom.pictures.at(0).url == "https://example.org/f/p.png");
    CHECK(atom.pack.stories[1].links.at(0).url == "https://example.org/g/e2");
    CHECK(atom.pack.stories[1].texts.contains(Language::ru));
    // The same feed again has the same ids, whatever else is in it.
    CHECK(content::is_slug(first.id));
    CHECK(first.id.starts_with("e1-"));
}

TEST_CASE("feed: every link and category of an Atom entry is looked at, with and without a prefix") {
    for (const std::string p : {"", "atom:"}) {
        CAPTURE(p);
        std::string entries;
        for (int i = 0; i < 3; ++i) {
            const std::string n = std::to_string(i);
            entries += "<" + p + "entry><" + p + "id>urn:" + n + "</" + p + "id><" + p + "title>Entry " + n + "</" + p +
                       "title><" + p + "link rel=\"self\" href=\"https://example.org/self\"/><" + p +
                       "link rel=\"alternate\" href=\"https://example.org/" + n + "\"/><" + p +
                       "link rel=\"enclosure\" type=\"image/png\" href=\"https://example.org/a.png\"/><" + p +
                       "link rel=\"enclosure\" type=\"image/png\" href=\"https://example.org/b.png\"/><" + p +
                       "category term=\"sport\"/><" + p + "category term=\"x\" label=\"Health\"/></" + p + "entry>";
        }
        const auto atom =
            read_entries("<" + p + "feed xmlns:atom=\"http://www.w3.org/2005/Atom\">" + entries + "</" + p + "feed>");
        INFO(all_findings(atom));
        REQUIRE(atom.pack.stories.size() == 3);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(atom.pack.stories[i].links.at(0).url == "https://example.org/" + std::to_string(i));
            CHECK(atom.pack.stories[i].topic == "health");
        }
        CHECK(atom.pictures.size() == 6);
    }
}

TEST_CASE("feed: all encodings that an XML declaration may name, and none") {
    struct Sample {
        const char* text;
        const char* encoding;
    };
    for (const auto& [text, encoding] :
         {Sample{"برنامج المؤتمر", "windows-1256"}, Sample{"Программа", "KOI8-R"}, Sample{"会议日程", "GB18030"},
          Sample{"会议日程", "UTF-16"}, Sample{"Программа", "UTF-32LE"}, Sample{"Société", "ISO-8859-1"}}) {
        const std::string feed = "<?xml version=\"1.0\" encoding=\"" + std::string(encoding) + "\"?>\n" +
                                 rss("<item><title>" + std::string(text) + "</title></item>");
        const auto import = read_entries(encoded(feed, encoding));
        CAPTURE(all_findings(import));
        REQUIRE(import.pack.stories.size() == 1);
        CHECK(text_of(import.pack.stories[0]).headline == text);
        CHECK(import.findings.empty());
    }
}

TEST_CASE("feed: days in the forms that feeds have") {
    const auto day = [](const char* text) {
        const auto date = content::read_feed_date(text, "Europe/Vienna");
        return date ? content::to_iso(*date) : std::string("none");
    };
    CHECK(day("Sun, 10 Dec 2023 00:00:00 +0100") == "2023-12-10");
    CHECK(day("10 December 2023 9:05 EST") == "2023-12-10");
    CHECK(day("Sun, 10 Dec 2023 23:30:00 GMT") == "2023-12-11");
    CHECK(day("2023-12-10") == "2023-12-10");
    CHECK(day("2023-12-10T23:30:00.123Z") == "2023-12-11");
    CHECK(day("2023-12-10T23:30:00+01:00") == "2023-12-10");
    CHECK(day("Sun, 31 Foo 2023") == "none");
    CHECK(day("31 Feb 2023") == "none");
    CHECK(day("") == "none");
}

TEST_CASE("feed: missing and doubled parts are said") {
    const auto import =
        read_entries(rss("<item><description>Only a text. And more.</description></item><item/>" + item + item +
                         "<item><title>T</title><pubDate>soon</pubDate><link>mailto:x@example.org</link></item>"));
    CHECK(import.pack.stories.size() == 4);
    CHECK(import.found == 5);
    CHECK(text_of(import.pack.stories[0]).headline == "Only a text. And more.");
    CHECK(says(import, Severity::warning, "without a title;"));
    CHECK(says(import, Severity::warning, "without a title or text was left out"));
    CHECK(says(import, Severity::warning, "identity of two items"));
    CHECK(says(import, Severity::warning, "date \"soon\" cannot be read"));
}

TEST_CASE("feed: what is no feed, and bombs, are refused") {
    CHECK(says(read_entries("<html><body/></html>"), Severity::error, "found <html>"));
    CHECK(says(read_entries(rss("")), Severity::error, "no item"));
    CHECK(says(read_entries("{}"), Severity::error, "not XML"));
    CHECK(says(read_entries("<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>" +
                            rss("<item><title>&lol2;</title></item>")),
               Severity::error, "<!ENTITY"));
    const auto external =
        read_entries("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\">" + rss("<item><title>&x; T</title></item>"));
    CHECK(text_of(external.pack.stories.at(0)).headline == "&x; T");
    import_tests::check_survives(content::import_feed, rss(item + item), vienna());
}

TEST_CASE("feed: the declaration of human rights in Arabic and Chinese") {
    const std::string arabic = shared_file("samples/feeds/udhr_ar.xml");
    if (arabic.empty()) return;
    const auto import = read_entries(arabic);
    INFO(all_findings(import));
    REQUIRE(import.pack.stories.size() == 8);
    CHECK(import.pack.stories[0].id == "udhr-ar-0");
    CHECK(import.pack.stories[0].texts.at(Language::ar).headline == "الديباجة");
    CHECK(content::to_iso(import.pack.stories[0].first_day.value()) == "2023-12-10");
    CHECK(import.findings.empty());
    const auto chinese = read_entries(shared_file("samples/feeds/udhr_zh.xml"));
    REQUIRE(chinese.pack.stories.size() == 8);
    CHECK(chinese.pack.stories[1].texts.at(Language::zh).headline == "第一条");
}

TEST_CASE("feed: a guid that is no address is no link") {
    const auto links = [](const std::string& guid) {
        return read_entries(rss("<item><title>T</title>" + guid + "</item>")).pack.stories.at(0).links;
    };
    CHECK(links("<guid>c41042ae-0000-4000-8000-000000000001</guid>").empty());
    CHECK(links("<guid>42</guid>").empty());
    CHECK(links("<guid>/relative</guid>").empty());
    CHECK(links("<guid>tag:example.org,2024:1</guid>").empty());
    CHECK(links("<guid isPermaLink=\"False\">https://example.org/1</guid>").empty());
    CHECK(links("<guid>https://example.org/1</guid>").at(0).url == "https://example.org/1");
}

TEST_CASE("feed: relative links start from the feed's own address, or are said to lead nowhere") {
    const auto atom = [](const std::string& head, const std::string& href) {
        return read_entries("<feed xmlns=\"http://www.w3.org/2005/Atom\">" + head +
                            "<entry><id>1</id><title>T</title><link href=\"" + href + "\"/></entry></feed>");
    };
    const std::string self = "<link rel=\"self\" href=\"https://example.org/news/feed.atom\"/>";
    const auto url = [](const Import& import) { return import.pack.stories.at(0).links.at(0).url; };
    CHECK(url(atom(self, "/news/call")) == "https://example.org/news/call");
    CHECK(url(atom(self, "call")) == "https://example.org/news/call");
    CHECK(url(atom("<link href=\"https://example.org/a/\"/>", "call")) == "https://example.org/a/call");
    const auto lost = atom("", "/news/call");
    CHECK(lost.pack.stories.at(0).links.empty());
    CHECK(says(lost, Severity::warning, "\"/news/call\" was left out"));
}

TEST_CASE("feed: bytes written as letters are no text") {
    const std::string bytes =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    for (const std::string& content :
         std::vector<std::string>{"<content type=\"image/png\">" + bytes + "</content>",
                                  "<content type=\"application/octet-stream\">QUJD</content>",
                                  "<content mode=\"base64\">QUJD</content>", "<content>" + bytes + "</content>"}) {
        const auto import = read_entries("<feed><entry><id>1</id><title>T</title>" + content + "</entry></feed>");
        INFO(content);
        CHECK(text_of(import.pack.stories.at(0)).body.empty());
        CHECK(text_of(import.pack.stories.at(0)).gist.empty());
        CHECK(says(import, Severity::warning, "no text"));
    }
    const auto coded = read_entries(rss("<item><title>T</title><description>" + bytes + "</description></item>"));
    CHECK(text_of(coded.pack.stories.at(0)).gist.empty());
    const auto text = read_entries("<feed><entry><id>1</id><title>T</title><content>Words</content></entry></feed>");
    CHECK(text_of(text.pack.stories.at(0)).gist == "Words");
}

TEST_CASE("feed: elements are known by their namespace, whatever the prefix") {
    const auto odd = read_entries(
        "<rss xmlns:d=\"http://purl.org/dc/elements/1.1/\" xmlns:c=\"http://purl.org/rss/1.0/modules/content/\" "
        "xmlns:m=\"http://search.yahoo.com/mrss/\"><channel><link>https://example.org/</link>"
        "<link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/f\"/>"
        "<item><title>T</title><link>/1</link><d:date>2024-01-18</d:date><d:language>fr</d:language>"
        "<c:encoded>&lt;p&gt;Whole.&lt;/p&gt;</c:encoded><m:thumbnail url=\"/p.png\"/></item></channel></rss>");
    INFO(all_findings(odd));
    const auto& story = odd.pack.stories.at(0);
    CHECK(content::to_iso(story.first_day.value()) == "2024-01-18");
    CHECK(story.texts.contains(Language::fr));
    CHECK(text_of(story).body == "Whole.");
    CHECK(odd.pictures.at(0).url == "https://example.org/p.png");
    CHECK(story.links.at(0).url == "https://example.org/1");
    const auto atom = read_entries(
        "<x:feed xmlns:x=\"http://www.w3.org/2005/Atom\" "
        "xmlns:h=\"http://www.w3.org/1999/xhtml\"><x:entry><x:id>1</x:id>"
        "<x:title>T</x:title><x:content "
        "type=\"xhtml\"><h:div><h:p>One</h:p><h:p>Two</h:p></h:div></x:content></x:entry>"
        "</x:feed>");
    CHECK(text_of(atom.pack.stories.at(0)).body == "One\n\nTwo");
}

TEST_CASE("feed: nothing behind embedded things is lost, and old apostrophes are ones") {
    const auto gist = [](const std::string& html) {
        return text_of(
                   read_entries(rss("<item><title>T</title><description><![CDATA[" + html + "]]></description></item>"))
                       .pack.stories.at(0))
            .gist;
    };
    CHECK(gist("<p>Before.</p><embed src=\"f\"><p>After.</p>") == "Before. After.");
    CHECK(gist("<p>Before.</p><iframe src=\"f\"><p>After.</p>") == "Before. After.");
    CHECK(gist("It&#146;s &#147;open&#148; &#150; now.") == "It’s “open” – now.");
    CHECK(gist("<h1>Heading</h1><p>Text.</p>") == "Text.");
}
