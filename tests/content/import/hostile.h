#pragma once

#include <doctest/doctest.h>

#include <string>

#include "content/base/internet_address.h"
#include "content/base/text.h"
#include "content/import/common/import.h"
#include "content/pack/check.h"

namespace import_tests {

/// Whatever an importer gives must be fit for a pack: it is written into one without being checked again.
inline void check_is_clean(const content::Import& import) {
    for (const content::Event& event : import.pack.events) {
        CHECK_FALSE(event.id.empty());
        CHECK_FALSE(event.texts.empty());
        for (const auto& [language, text] : event.texts) {
            CHECK_FALSE(text.title.empty());
            CHECK_FALSE(content::has_forbidden_character(text.title + text.place + text.room + text.floor + event.id,
                                                         content::Lines::one));
            CHECK_FALSE(content::has_forbidden_character(text.description, content::Lines::many));
        }
        CHECK((event.url.empty() || content::is_web_address(event.url)));
        if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) {
            CHECK(timed->start <= timed->end);
            CHECK(content::is_known_zone(timed->zone));
        }
    }
    for (const content::Story& story : import.pack.stories) {
        CHECK(content::is_slug(story.id));
        for (const auto& [language, text] : story.texts) {
            CHECK_FALSE(text.headline.empty());
            CHECK_FALSE(content::has_forbidden_character(text.headline, content::Lines::one));
            CHECK_FALSE(content::has_forbidden_character(text.body + text.gist, content::Lines::many));
        }
        for (const content::Hyperlink& link : story.links)
            CHECK(content::is_web_address(link.url));
    }
    for (const content::Link& link : import.pack.links)
        CHECK((content::is_slug(link.id) && content::is_web_address(link.url)));
    for (const content::Finding& finding : import.findings)
        CHECK(content::is_utf8(finding.message));
}

/// Reads all beginnings of `bytes`, and copies with changed bytes: each must end, and clean.
template <class Importer>
void check_survives(Importer importer, const std::string& bytes, const content::ImportContext& context) {
    const std::size_t step = bytes.size() / 150 + 1;
    for (std::size_t size = 0; size < bytes.size(); size += step)
        check_is_clean(importer({"cut", bytes.substr(0, size)}, context));
    unsigned state = 11;
    const auto random = [&](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8U) % below;
    };
    for (int round = 0; round < 300 && !bytes.empty(); ++round) {
        std::string changed = bytes;
        for (int i = 0; i < 1 + round % 6; ++i) {
            const std::size_t at = random(changed.size());
            if (round % 3 == 0) changed[at] = static_cast<char>(random(256));
            if (round % 3 == 1) changed.erase(at, random(30));
            if (round % 3 == 2) changed.insert(at, changed.substr(random(changed.size()), random(40)));
            if (changed.empty()) changed = "x";
        }
        check_is_clean(importer({"changed", changed}, context));
    }
}

}  // namespace import_tests
