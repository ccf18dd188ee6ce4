#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "sync/console/viewer.h"

namespace console_test {

inline const content::Instant monday = content::Instant(std::chrono::seconds(1'700'000'000));

inline const console::Words& words_in(content::Language language) {
    static const auto load = [](content::Language wanted) {
        auto loaded = console::Words::load(wanted);
        REQUIRE(loaded);
        return std::move(*loaded);
    };
    static const console::Words english = load(content::Language::en);
    static const console::Words french = load(content::Language::fr);
    return language == content::Language::fr ? french : english;
}

/// Somebody signed in who may see all.
inline console::Viewer viewer(content::Language language = content::Language::en, const std::string& name = "Maria") {
    console::Viewer made;
    made.words = &words_in(language);
    made.zone = "Europe/Vienna";
    made.now = monday;
    made.name = name;
    made.form_token = "f0f0";
    made.sections = {console::Section::screens, console::Section::publish, console::Section::alerts,
                     console::Section::people, console::Section::log};
    return made;
}

inline console::Viewer stranger(content::Language language = content::Language::en) {
    console::Viewer made = viewer(language, "");
    made.form_token.clear();
    made.sections.clear();
    return made;
}

/// What somebody writes who wants to be markup: it must not be found in any page.
inline const std::string evil = "\"'><x9 onfocus=y9()>&lt;{x9}";
inline void check_inert(const std::string& page) {
    CHECK(page.find("x9 onfocus") != std::string::npos);
    CHECK(page.find("<x9") == std::string::npos);
    CHECK(page.find("\"'>") == std::string::npos);
    CHECK(page.find("'><") == std::string::npos);
}

/// No word of the catalogue is missing, and nothing stands inside the page that has to come from files.
inline void check_page(const std::string& page) {
    CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\""));
    for (const char* key :
         {">nav.",      ">sign_in.",   ">welcome.", ">codes.",       ">people.",   ">role.",     ">log.",   ">log_of.",
          ">error.",    ">fleet.",     ">publish.", ">alerts.",      ">alert_of.", ">alert_do.", ">kept.",  ">picture.",
          "\"picture.", ">turns.",     ">ticket.",  ">account.",     ">history.",  ">screen.",   ">pair.",  "\"people.",
          "\"fleet.",   ">programme.", ">event.",   ">notice_kind.", "\"event.",   ">notices.",  ">today.", ">stories.",
          "\"stories.", "<style",      " style=",   " onclick=",     "javascript:"})
        CHECK_MESSAGE(page.find(key) == std::string::npos, key);
    CHECK(page.find("<h1") != std::string::npos);
    CHECK(page.find("<h1", page.find("<h1") + 1) == std::string::npos);
}

}  // namespace console_test
