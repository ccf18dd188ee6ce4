#include "content/import/text/web_links.h"

#include <doctest/doctest.h>

#include <string>

#include "content/base/limits.h"
#include "content/import/text/url.h"

using content::public_address;

TEST_CASE("web links: detours of mail servers and sites lead straight to their target") {
    const std::string target = "https://www.example.org/side-events?id=7";
    const std::string encoded = "https%3A%2F%2Fwww.example.org%2Fside-events%3Fid%3D7";
    for (const std::string& url : std::initializer_list<std::string>{
             "https://eur03.safelinks.protection.outlook.com/?url=" + encoded +
                 "&data=05%7C02%7Cjane%40example.org%7Cabc&sdata=x&reserved=0",
             "https://nam12.safelinks.protection.outlook.com/ap/w-59584e83/?url=" + encoded + "&data=1",
             "https://eur03.safelinks.protection.outlook.com/?url=" + encoded + "&amp;data=05",
             "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=" + encoded,
             "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.org_side-2Devents-3Fid-3D7&d=DwMF&c=x",
             "https://urldefense.proofpoint.com/v1/url?u=" + encoded + "&k=abc",
             "https://urldefense.com/v3/__https://www.example.org/side-events?id=7__;!!Abc!DefG$",
             "https://urldefense.com/v3/__https://www.example.org/side-events*id=7__;Pw!!Abc!DefG$",
             "https://linkprotect.cudasvc.com/url?a=" + encoded + "&c=E,1,x",
             "https://secure-web.cisco.com/1abc_DEF/" + encoded,
             "https://www.google.com/url?q=" + encoded + "&sa=D&source=calendar",
             "https://www.google.fr/url?sa=t&url=" + encoded,
             "https://l.facebook.com/l.php?u=" + encoded + "%26fbclid%3Dabc&h=AT0",
             "https://www.youtube.com/redirect?event=x&q=" + encoded,
             "https://abc.r.eu-west-1.awstrack.me/L0/https:%2F%2Fwww.example.org%2Fside-events%3Fid=7/1/0102-abc/def=1",
             "https://links-2.govdelivery.com/CL0/https:%2F%2Fwww.example.org%2Fside-events%3Fid=7/1/0100/x=3",
             "https://"
             "us-west-2.protection.sophos.com?d=example.org&u=aHR0cHM6Ly93d3cuZXhhbXBsZS5vcmcvc2lkZS1ldmVudHM_aWQ9Nw==&"
             "i=x",
             target + "&utm_source=newsletter&utm_medium=email&mc_cid=1&mc_eid=2&fbclid=abc",
             "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__" + encoded +
                 "__%3B!!A!B%24&data=1"}) {
        CAPTURE(url);
        CHECK(public_address(url) == target);
    }
}

TEST_CASE("web links: what only counts visitors, or names one, is left out") {
    CHECK(public_address("https://example.org/?utm_source=x") == "https://example.org/");
    CHECK(public_address("https://example.org/a?b=1&UTM_Campaign=x#c") == "https://example.org/a?b=1#c");
    CHECK(public_address("https://example.org/a?email=jane%40example.org&b=1") == "https://example.org/a?b=1");
    CHECK(public_address("https://example.org/a?r=amFuZUBleGFtcGxlLm9yZw==") == "https://example.org/a");
    CHECK(public_address("https://mailchi.mp/unit/january?e=0123456789") == "https://mailchi.mp/unit/january");
    CHECK(public_address("https://example.org/a?b=1&c=&d") == "https://example.org/a?b=1&c=&d");
    CHECK(public_address("https://example.org/a#x?utm_source=y") == "https://example.org/a#x?utm_source=y");
    CHECK(public_address("https://mastodon.example/@unit@example.org") == "https://mastodon.example/@unit@example.org");
    CHECK(public_address("https://maps.example.org/@48.23,16.41,17z") == "https://maps.example.org/@48.23,16.41,17z");
    CHECK(public_address("https://x.us1.list-manage.com/subscribe?u=1&id=2") ==
          "https://x.us1.list-manage.com/subscribe?u=1&id=2");
}

TEST_CASE("web links: what cannot be freed of its recipient is no address") {
    for (const char* url :
         {"https://x.us1.list-manage.com/track/click?u=1&id=2&e=3",
          "https://x.us1.list-manage.com/unsubscribe?u=1&id=2&e=3", "https://u123.ct.sendgrid.net/ls/click?upn=abc",
          "https://click.example.org/ls/click?upn=abc", "https://protect-eu.mimecast.com/s/AbCd?domain=example.org",
          "https://url.uk.m.mimecastprotect.com/s/AbC", "https://r20.rs6.net/tn.jsp?f=001",
          "https://example.org/unsubscribe/jane", "https://example.org/confirm/jane@example.org",
          "https://example.org/#jane%40example.org", "https://eur03.safelinks.protection.outlook.com/?data=1",
          "https://eur03.safelinks.protection.outlook.com/?url=javascript:1", "https://urldefense.com/v3/__nothing",
          "not an address"}) {
        CAPTURE(url);
        CHECK(public_address(url).empty());
    }
}

TEST_CASE("web links: a detour around itself ends") {
    std::string url = "https://example.org/";
    for (int i = 0; i < 8; ++i) {
        std::string encoded;
        for (const char c : url)
            encoded += c == '%' ? "%25" : c == '&' ? "%26" : std::string(1, c);
        url = "https://www.google.com/url?q=" + encoded;
    }
    CHECK(public_address(url).empty());
}

TEST_CASE("web links: in a text every address is a public one, and lost ones take their brackets along") {
    const auto clean = content::with_public_addresses(
        "Read it (https://x.us1.list-manage.com/track/click?u=1&e=3), apply at https://example.org/a?utm_source=m. "
        "More: <https://u1.ct.sendgrid.net/ls/click?upn=1> (see https://example.org/a_(b)).");
    CHECK(clean.text == "Read it , apply at https://example.org/a. More:  (see https://example.org/a_(b)).");
    CHECK(clean.dropped == 2);
    CHECK(content::with_public_addresses("http and HTTPS://Example.org/, h").text ==
          "http and HTTPS://Example.org/, h");
}

TEST_CASE("web links: a bracket that was opened in an address belongs to it, one around it does not") {
    CHECK(content::with_public_addresses("(https://example.org/a_(b)?utm_source=m)").text ==
          "(https://example.org/a_(b))");
    CHECK(content::size_of_address("https://example.org/a_(b)).") == 25);
    CHECK(content::size_of_address("https://example.org/a).") == 21);
    CHECK(content::size_of_address("https://example.org/(a) b") == 23);
    std::string brackets = "https://example.org/a";
    brackets.resize(content::limits::import_source, ')');
    CHECK(content::with_public_addresses(brackets).text == brackets);
}

TEST_CASE("web links: scheme in capitals, relative addresses and trackers come out of one function") {
    CHECK(content::resolve_url({}, "HTTPS://Example.org/2") == "https://Example.org/2");
    CHECK(content::resolve_url("https://example.org/a/", "b?utm_medium=x") == "https://example.org/a/b");
    CHECK(content::resolve_url({}, "https://example.org/ü") == "https://example.org/ü");
    CHECK(content::resolve_url({}, "https://1.2.3.256/").empty());
}
