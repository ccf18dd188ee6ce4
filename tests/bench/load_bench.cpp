// Milliseconds to put a pack of 10,000 items into a cache and to read it back. Measures; asserts nothing.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "content/cache.h"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

content::Pack make_pack(int items) {
    using content::Language;
    content::Pack pack;
    pack.edition.id = "bench";
    pack.edition.title[Language::en] = "Bench";
    pack.edition.zone = "Europe/Vienna";
    pack.edition.languages = {Language::en, Language::fr};
    for (int i = 0; i < items / 2; ++i) {
        const std::string number = std::to_string(i);
        content::Story story;
        story.id = "story-" + number;
        content::Event event;
        event.id = "event-" + number + "@bench";
        const auto start = content::Instant(std::chrono::seconds(1'710'000'000 + i * 900));
        event.when = content::TimedSpan{start, start + std::chrono::hours(1), "Europe/Vienna"};
        for (const Language language : pack.edition.languages) {
            story.texts[language] = {
                "A headline of a story, number " + number,
                "A gist that says in some twenty words what the story is about, for those who pass by.",
                std::string("A paragraph of the body. ").append(400, 'x'), "Vienna", ""};
            event.texts[language].title = "Side event number " + number;
            event.texts[language].room = "Room " + number;
        }
        pack.stories.push_back(std::move(story));
        pack.events.push_back(std::move(event));
    }
    return pack;
}

}  // namespace

int main() {
    std::string pattern = (std::filesystem::temp_directory_path() / "load-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) return 1;
    const std::filesystem::path folder = pattern;
    const content::Pack pack = make_pack(10'000);
    bool is_good = false;
    auto start = Clock::now();
    if (auto cache = content::Cache::open(folder / "cache.db")) {
        is_good = cache->load_pack(pack, folder, content::Instant()).has_value();
        std::printf("store 10,000 items, one transaction: %.0f ms\n", milliseconds_since(start));
        start = Clock::now();
        is_good = is_good && cache->load_pack(pack, folder, content::Instant()).has_value();
        std::printf("store the same again (no change):    %.0f ms\n", milliseconds_since(start));
    }
    start = Clock::now();
    if (const auto reader = content::CacheReader::open(folder / "cache.db")) {
        const auto reading = reader->load_snapshot();
        is_good = is_good && reading.has_value() && reading->snapshot.pack == pack;
        std::printf("load and verify the snapshot:        %.0f ms\n", milliseconds_since(start));
    }
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    return is_good ? 0 : 1;
}
