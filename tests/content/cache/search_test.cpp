#include "content/cache/search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>

#include "content/cache/cache.h"
#include "tests/support/sample_pack.h"
#include "tests/support/temporary_folder.h"

namespace content {
namespace {

constexpr std::size_t plenty = 50;

Story make_story(const std::string& id, const PerLanguage<StoryText>& texts) {
    Story story;
    story.id = id;
    story.texts = texts;
    return story;
}

StoryText titled(const std::string& headline, const std::string& gist = {}, const std::string& body = {}) {
    StoryText text;
    text.headline = headline;
    text.gist = gist;
    text.body = body;
    return text;
}

Pack pack_of(std::vector<Story> stories) {
    Pack pack = sample::pack();
    pack.stories = std::move(stories);
    pack.events.clear();
    pack.calls.clear();
    pack.links.clear();
    return pack;
}

std::unique_ptr<Search> index(const Pack& pack) {
    auto search = search_of_pack(pack);
    REQUIRE(search.has_value());
    return std::move(*search);
}

std::vector<std::string> ids(const std::vector<Hit>& hits) {
    std::vector<std::string> names;
    for (const Hit& hit : hits)
        names.push_back(hit.id);
    return names;
}

using Ids = std::vector<std::string>;

std::filesystem::path write_cache(const TemporaryFolder& folder, Pack pack) {
    for (Story& story : pack.stories)
        story.photo.reset();  // there are no such files here
    const auto file = folder.path() / "cache.db";
    auto cache = Cache::open(file);
    REQUIRE(cache.has_value());
    const auto status = cache->load_pack(pack, folder.path(), Instant());
    if (!status) FAIL(status.error().message);
    return file;
}

}  // namespace

TEST_CASE("search: a word is found by its beginning from two letters on") {
    const auto search = index(pack_of({make_story("a", {{Language::en, titled("Corruption prevention")}})}));
    CHECK(ids(search->find("pr", Language::en, plenty)) == Ids{"a"});
    CHECK(search->find("p", Language::en, plenty).empty());
    CHECK(search->find("", Language::en, plenty).empty());
    CHECK(search->find("prx", Language::en, plenty).empty());
    CHECK(ids(search->find("prev corr", Language::en, plenty)).empty());  // only the last word is a beginning
    CHECK(ids(search->find("corruption prev", Language::en, plenty)) == Ids{"a"});
}

TEST_CASE("search: accents and case make no difference, in either direction") {
    const auto search = index(pack_of({make_story("fr", {{Language::fr, titled("Réunion à Genève")}}),
                                       make_story("ru", {{Language::ru, titled("Самолёт и ёлка")}}),
                                       make_story("de", {{Language::de, titled("Straße der Übung")}})}));
    CHECK(ids(search->find("reunion", Language::fr, plenty)) == Ids{"fr"});
    CHECK(ids(search->find("GENÈVE", Language::fr, plenty)) == Ids{"fr"});
    CHECK(ids(search->find("самолет", Language::ru, plenty)) == Ids{"ru"});
    CHECK(ids(search->find("ЁЛКА", Language::ru, plenty)) == Ids{"ru"});
    CHECK(ids(search->find("ubung", Language::de, plenty)) == Ids{"de"});
    CHECK(ids(search->find("strasse", Language::de, plenty)) == Ids{"de"});
}

TEST_CASE("search: Arabic is found whatever the form of alef, with or without vowel signs and tatweel") {
    const auto search = index(pack_of({make_story("a", {{Language::ar, titled("أُمَـم المتحدة لمكافحة المخدرات")}})}));
    CHECK(ids(search->find("امم", Language::ar, plenty)) == Ids{"a"});
    CHECK(ids(search->find("أمم", Language::ar, plenty)) == Ids{"a"});
    CHECK(ids(search->find("المتحده", Language::ar, plenty)) == Ids{"a"});
    CHECK(ids(search->find("المخد", Language::ar, plenty)) == Ids{"a"});
}

TEST_CASE("search: Chinese is found by any two neighbouring characters, and not by strangers") {
    const auto search = index(pack_of({make_story("a", {{Language::zh, titled("联合国毒品和犯罪问题办公室")}})}));
    CHECK(ids(search->find("毒品", Language::zh, plenty)) == Ids{"a"});
    CHECK(ids(search->find("犯罪问题", Language::zh, plenty)) == Ids{"a"});
    CHECK(search->find("毒犯", Language::zh, plenty).empty());
}

TEST_CASE("search: the title counts most, then gist, then place, then body") {
    const std::string word = "Kyoto";
    StoryText by_place = titled("A third story of some length");
    by_place.place = word;
    const auto search =
        index(pack_of({make_story("body", {{Language::en, titled("A first story of some length", "", word)}}),
                       make_story("place", {{Language::en, by_place}}),
                       make_story("gist", {{Language::en, titled("A second story of some length", word)}}),
                       make_story("title", {{Language::en, titled(word + ", a story of some length")}}),
                       make_story("other", {{Language::en, titled("Nothing of the kind")}})}));
    CHECK(ids(search->find("kyoto", Language::en, plenty)) == Ids{"title", "gist", "place", "body"});
}

TEST_CASE("search: an item found in several languages is one result, in the visitor's own") {
    const auto search = index(
        pack_of({make_story("both", {{Language::en, titled("UNODC report")}, {Language::fr, titled("Rapport UNODC")}}),
                 make_story("english", {{Language::en, titled("UNODC UNODC UNODC")}})}));
    const auto hits = search->find("unodc", Language::fr, plenty);
    REQUIRE(hits.size() == 2);
    CHECK(hits[0] == Hit{ItemKind::story, "both", Language::fr});
    CHECK(hits[1] == Hit{ItemKind::story, "english", Language::en});
}

TEST_CASE("search: stories, events, calls and links are all found, and never more than asked for") {
    const Pack pack = sample::pack();
    const auto search = index(pack);
    for (const Event& event : pack.events) {
        const auto hits = search->find(event.texts.begin()->second.title + " ", event.texts.begin()->first, plenty);
        CHECK(std::ranges::count(hits, event.id, &Hit::id) == 1);
    }
    for (const Call& call : pack.calls) {
        const auto hits = search->find(call.texts.begin()->second.headline, call.texts.begin()->first, plenty);
        CHECK(std::ranges::count(hits, Hit{ItemKind::call, call.id, call.texts.begin()->first}) == 1);
    }
    for (const Link& link : pack.links) {
        const auto hits = search->find(link.texts.begin()->second.label, link.texts.begin()->first, plenty);
        CHECK(std::ranges::count(hits, link.id, &Hit::id) == 1);
    }
    CHECK(search->find("th", Language::en, 2).size() <= 2);
    CHECK(search->find("th", Language::en, 0).empty());
}

TEST_CASE("search: a cache answers like the pack in memory, also after the next release") {
    const TemporaryFolder folder;
    Pack pack = pack_of({make_story("one", {{Language::en, titled("Rivers and lakes")}})});
    const auto file = write_cache(folder, pack);
    const auto search = search_of_cache(file);
    REQUIRE(search.has_value());
    CHECK(ids((*search)->find("lakes", Language::en, plenty)) == Ids{"one"});
    pack.stories = {make_story("two", {{Language::en, titled("Mountains and lakes")}})};
    write_cache(folder, pack);
    CHECK(ids((*search)->find("lakes", Language::en, plenty)) == Ids{"two"});
    CHECK((*search)->find("rivers", Language::en, plenty).empty());
}

TEST_CASE("search: after any small change the index of a cache is the one that would be made anew") {
    const TemporaryFolder folder;
    std::mt19937 random(20240118);
    const auto any = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    const std::array<const char*, 6> words = {"river", "lake", "mountain", "forest", "harbour", "garden"};
    const auto any_text = [&] {
        return titled(std::string(words.at(static_cast<std::size_t>(any(5)))) + " " +
                      words.at(static_cast<std::size_t>(any(5))));
    };
    Pack pack = pack_of({});
    for (int i = 0; i < 12; ++i)
        pack.stories.push_back(make_story("s" + std::to_string(i), {{Language::en, any_text()}}));
    for (int round = 0; round < 40; ++round) {
        const auto place = pack.stories.begin() + any(static_cast<int>(pack.stories.size()) - 1);
        switch (any(3)) {
            case 0: *place = make_story(place->id, {{Language::en, any_text()}, {Language::fr, any_text()}}); break;
            case 1: *place = make_story(place->id, {{Language::en, any_text()}}); break;
            case 2:
                pack.stories.insert(place, make_story("n" + std::to_string(round), {{Language::en, any_text()}}));
                break;
            default:
                if (pack.stories.size() > 4) pack.stories.erase(place);
        }
        const auto changed = search_of_cache(write_cache(folder, pack));
        const TemporaryFolder another;
        const auto anew = search_of_cache(write_cache(another, pack));
        REQUIRE(changed.has_value());
        REQUIRE(anew.has_value());
        for (const char* word : words) {
            CAPTURE(round);
            CAPTURE(word);
            CHECK(ids((*changed)->find(word, Language::en, plenty)) == ids((*anew)->find(word, Language::en, plenty)));
            CHECK(ids((*changed)->find(word, Language::fr, plenty)) == ids((*anew)->find(word, Language::fr, plenty)));
        }
    }
}

TEST_CASE("search: a cache that is missing or no database is an error") {
    const TemporaryFolder folder;
    CHECK(!search_of_cache(folder.path() / "none.db").has_value());
    folder.write("cache.db", "not a database, but long enough to be looked at as one by SQLite itself");
    CHECK(!search_of_cache(folder.path() / "cache.db").has_value());
}

TEST_CASE("search: a damaged index finds nothing or something, and never ends the program") {
    std::mt19937 random(20240318);
    for (int round = 0; round < 60; ++round) {
        const TemporaryFolder folder;
        const auto file = write_cache(folder, sample::pack());
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file));
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        // The first page is left whole: without it there is no database at all, which another test looks at.
        for (int i = 0; i < 400; ++i) {
            bytes.seekp(std::uniform_int_distribution<std::int64_t>(4096, size - 1)(random));
            bytes.put(static_cast<char>(std::uniform_int_distribution<int>(0, 255)(random)));
        }
        bytes.close();
        const auto search = search_of_cache(file);
        if (!search) continue;
        for (const char* typed : {"th", "plenary", "пл", "会议", "ال", "unodc"})
            CHECK((*search)->find(typed, Language::en, plenty).size() <= plenty);
    }
}

TEST_CASE("search: 10,000 random queries, signs and broken bytes included, all come back") {
#if defined(__SANITIZE_ADDRESS__)
    constexpr int queries = 1000;
#else
    constexpr int queries = 10'000;
#endif
    const auto search = index(sample::pack());
    std::mt19937 random(7);
    const std::vector<std::string> pieces = {
        "\"", "*", "(", ")",  "NEAR", " AND ", " OR ", "NOT ", "-",  ":",  "title:", "^", "{",    "}",    "'",
        ";",  "%", "_", "\\", " ",    "a",     "pl",   "пл",   "会", "议", "ال",     "ß", "\xC3", "\xFF", "\xE4",
        "1",  "+", "é", "\t", "\n",   "ـ",     "ً",     "🙂", "ﷺ",  "Ⅳ",  "ı",      "İ", "한국", "ไทย",  "कि"};
    for (int i = 0; i < queries; ++i) {
        std::string typed;
        const int length = std::uniform_int_distribution<int>(0, 24)(random);
        for (int j = 0; j < length; ++j)
            typed += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(random)];
        const auto language = all_languages[static_cast<std::size_t>(i) % all_languages.size()];
        CHECK(search->find(typed, language, plenty).size() <= plenty);
    }
    CHECK(search->find(std::string(1'000'000, 'a'), Language::en, plenty).empty());
    CHECK(search->find(std::string("pl\0plenary", 10), Language::en, plenty).size() <= plenty);
}

}  // namespace content
