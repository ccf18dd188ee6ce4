#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;
using sample::all;
using sample::says;
using sample::show;

namespace {

/// Whether a word of the text is wider than its lines: then it is broken inside.
bool breaks_a_word(const TextSpec& spec) {
    if (spec.width <= 0) return false;
    for (std::size_t from = 0; from < spec.text.size();) {
        const std::size_t to = std::min(spec.text.find(' ', from), spec.text.size());
        TextSpec word = spec;
        word.text = spec.text.substr(from, to - from);
        word.width = 0;
        if (sample::resources().text.measure(word).width > spec.width + 1) return true;
        from = to + 1;
    }
    return false;
}

}  // namespace

TEST_CASE("words: who posted a notice is said in the language of the frame") {
    content::Snapshot snapshot = sample::snapshot();
    content::Notice& notice = snapshot.pack.notices.front();
    const content::NoticeText english = notice.texts.at(Language::en);
    for (const Language language : {Language::fr, Language::ru, Language::es})
        notice.texts[language] = english;
    const auto shown = [&](Language language, std::string_view words) {
        return says(show("notice:" + notice.id, snapshot, sample::view_in(language)), words);
    };
    CHECK(shown(Language::en, "Conference services"));
    CHECK(shown(Language::fr, "Services de conférence"));
    CHECK(shown(Language::ru, "Конференционные службы"));
    CHECK(shown(Language::es, "Conference services"));  // not translated
}

TEST_CASE("words: the word \"Photo\" in a credit is in the language of the frame") {
    content::Snapshot snapshot = sample::snapshot();
    content::Photo* photo = nullptr;
    for (content::Story& story : snapshot.pack.stories) {
        if (story.id == "migrants") photo = &*story.photo;
    }
    REQUIRE(photo != nullptr);
    const auto shown = [&](Language language, std::string_view words) {
        return says(show("highlight:migrants", snapshot, sample::view_in(language)), words);
    };
    CHECK(shown(Language::fr, "Image de démonstration"));
    CHECK(shown(Language::ru, "Demonstration picture"));
    photo->credit_in.clear();
    for (const char* credit : {"Photo: The organizers", "Photo credit: The organizers", "Foto: The organizers",
                               "Photo\u00a0: The organizers", "Фото: The organizers", "ФОТО: The organizers"}) {
        photo->credit = credit;
        CHECK(shown(Language::ru, "Фото: "));
        CHECK(shown(Language::fr, "Photo : "));
        CHECK(shown(Language::zh, "图片："));
        CHECK(shown(Language::ar, "الصورة: "));
        CHECK(shown(Language::ru, "The organizers"));
    }
}

TEST_CASE("words: no name in the bar is broken inside of a word, in any language, size and text size") {
    const content::Snapshot snapshot = sample::snapshot();
    for (const Size size : {Size{1280, 720}, Size{1920, 1080}, Size{1080, 1920}, Size{768, 1366}}) {
        for (const Language language : content::all_languages) {
            for (const float scale : {1.0F, 1.3F, 1.6F}) {
                View view = sample::view_in(language);
                view.size = size;
                view.text_scale = scale;
                view.browsing.emplace();
                view.browsing->preferences.language = language;
                view.browsing->preferences.text_scale = scale;
                for (const char* scene : {"home", "programme"}) {
                    const Frame frame = show(scene, snapshot, view);
                    for (const TextBlock& block : all<TextBlock>(frame)) {
                        const TextSpec& spec = block.spec;
                        const bool is_name = std::ranges::any_of(frame.targets, [&](const Target& target) {
                            return target.label == spec.text &&
                                   target.rect.bottom() > static_cast<float>(size.height) * 0.98F;
                        });
                        CAPTURE(spec.text);
                        CAPTURE(size.width);
                        CAPTURE(scale);
                        if (is_name) CHECK_FALSE(breaks_a_word(spec));
                    }
                }
            }
        }
    }
}

TEST_CASE("words: the letter of a new room does not stand alone where one size smaller fits") {
    content::Snapshot snapshot = sample::snapshot();
    content::Notice& notice = snapshot.pack.notices.front();
    for (const char* room : {"Boardroom D", "Conference Room 12", "Press Room M2"}) {
        notice.texts.at(Language::en).new_room = room;
        for (const Size size : {Size{1920, 1080}, Size{1280, 720}, Size{1080, 1920}}) {
            View view = sample::view_in(Language::en);
            view.size = size;
            const Frame frame = show("notice:" + notice.id, snapshot, view);
            bool is_there = false;
            for (const TextBlock& block : all<TextBlock>(frame)) {
                const TextSpec& spec = block.spec;
                if (spec.text != room) continue;
                is_there = true;
                const TextExtent extent = sample::resources().text.measure(spec);
                CAPTURE(room);
                CAPTURE(size.width);
                CHECK_FALSE(breaks_a_word(spec));
                // On two lines the last word does not stand there by itself: it is bound to the word before.
                CHECK(extent.lines <= 2);
                if (std::string_view(room) == "Boardroom D") CHECK(extent.lines == 1);
            }
            CHECK(is_there);
        }
    }
}
