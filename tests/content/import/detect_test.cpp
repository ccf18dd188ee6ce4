#include "content/import/detect.h"

#include <doctest/doctest.h>

#include "content/import/format/xml.h"

using content::detect_format;
using content::SourceFormat;

namespace {

SourceFormat format_of(const std::string& bytes, const std::string& name = "file.xml") {
    return detect_format({name, bytes});
}

}  // namespace

TEST_CASE("detect: the root element says what XML is, not what stands inside of it") {
    CHECK(format_of("<?xml version='1.0'?><schedule><feedback_url>x</feedback_url></schedule>") ==
          SourceFormat::schedule_xml);
    CHECK(format_of("<rss><channel><description><![CDATA[<!DOCTYPE html><html>]]></description></channel></rss>") ==
          SourceFormat::feed);
    CHECK(format_of("<!-- <schedule> --><feed xmlns='http://www.w3.org/2005/Atom'><html/></feed>") ==
          SourceFormat::feed);
    CHECK(format_of("<?xml version='1.0'?>\n<!DOCTYPE rss [<!ELEMENT x (y)>]>\n<rss/>") == SourceFormat::feed);
    CHECK(format_of("<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>") == SourceFormat::feed);
    CHECK(format_of("<rdf:RDF/>") == SourceFormat::feed);
    CHECK(format_of("<s:schedule xmlns:s='x'><rss/></s:schedule>") == SourceFormat::schedule_xml);
    CHECK(format_of("<?xml version='1.0'?><!DOCTYPE html><html><body><rss></body></html>", "page.html") ==
          SourceFormat::newsletter);
    CHECK(format_of("<div><feed>x</feed></div>", "letter.html") == SourceFormat::newsletter);
    CHECK(format_of("<opml><body/></opml>") == SourceFormat::schedule_xml);
}

TEST_CASE("detect: the name of a root is found behind all that may stand before it") {
    CHECK(content::root_name("\xEF\xBB\xBF <?xml?><!-- > --><!DOCTYPE a>\n<B:Name x='y'>") == "name");
    CHECK(content::root_name("<x/>") == "x");
    CHECK(content::root_name("text <x>").empty());
    CHECK(content::root_name("<!-- never closed").empty());
    CHECK(content::root_name("<!DOCTYPE a [").empty());
    CHECK(content::root_name("").empty());
}
