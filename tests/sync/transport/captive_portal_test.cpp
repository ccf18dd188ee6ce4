#include "sync/transport/captive_portal.h"

#include <doctest/doctest.h>

using namespace syncing;

TEST_CASE("portal: a web page in place of a file is named, with its title and where it came from") {
    const std::string page = "\xEF\xBB\xBF \n<!DOCTYPE html><html><TITLE>Hotel \"Sign\" in\n</title>";
    CHECK(detect_captive_portal(
              {200, "application/json", "https://a.example/d/timestamp.json", "https://a.example/x", page}) ==
          "a web page came in place of the file (captive portal or proxy): \"Hotel Sign in\"");
    CHECK(detect_captive_portal(
              {200, "Text/HTML; charset=utf-8", "http://a.example/d", "http://login.example:8080/?x", "{}"}) ==
          "a web page came in place of the file (captive portal or proxy), from http://login.example:8080");
    CHECK(detect_captive_portal({511, "", "http://a.example", "http://a.example", ""}).has_value());
}

TEST_CASE("portal: files of a depot, and the error pages of a web server, are no portal") {
    CHECK_FALSE(detect_captive_portal({200, "application/json", "http://a.example", "http://a.example", "{\"a\":1}"}));
    CHECK_FALSE(detect_captive_portal({200, "", "http://a.example", "http://a.example", "\xFF\xD8\xFF\xE0<html>"}));
    CHECK_FALSE(detect_captive_portal({404, "text/html", "http://a.example", "http://a.example", "<html>"}));
    CHECK_FALSE(detect_captive_portal({200, "", "http://a.example", "http://a.example", ""}));
}
