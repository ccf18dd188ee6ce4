// Milliseconds to put a pack of 10,000 items into a cache, to read it back and to search it. Measures; asserts nothing.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>

#include "content/base/text.h"
#include "content/cache/cache.h"
#include "content/cache/cache_reader.h"
#include "content/cache/search.h"
#include "tests/support/temporary_folder.h"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

using content::Language;

/// Words of one language that texts are made of; every text has a number of its own beside them.
struct Words {
    Language language;
    std::array<const char*, 8> words;
};
constexpr std::array<Words, 6> vocabulary = {
    {{Language::en, {"corruption", "conference", "session", "youth", "prevention", "commission", "crime", "report"}},
     {Language::fr,
      {"corruption", "conférence", "séance", "jeunesse", "prévention", "commission", "criminalité", "rapport"}},
     {Language::es,
      {"corrupción", "conferencia", "sesión", "juventud", "prevención", "comisión", "delincuencia", "informe"}},
     {Language::ru,
      {"коррупция", "конференция", "заседание", "молодёжь", "предупреждение", "комиссия", "преступность", "доклад"}},
     {Language::ar, {"الفساد", "المؤتمر", "الدورة", "الشباب", "الوقاية", "اللجنة", "الجريمة", "التقرير"}},
     {Language::zh, {"腐败", "会议", "届会", "青年", "预防", "委员会", "犯罪", "报告"}}}};

std::string sentence(const Words& words, int seed, int length) {
    std::string text;
    for (int i = 0; i < length; ++i) {
        const auto index = static_cast<std::size_t>((seed + i) * 7 + seed / (i + 1)) % words.words.size();
        text += words.words.at(index);
        text += words.language == Language::zh ? "" : " ";
    }
    return text + std::to_string(seed);
}

content::Pack make_pack(int items) {
    content::Pack pack;
    pack.edition.id = "bench";
    pack.edition.title[Language::en] = "Bench";
    pack.edition.zone = "Europe/Vienna";
    for (const Words& words : vocabulary)
        pack.edition.languages.push_back(words.language);
    for (int i = 0; i < items / 2; ++i) {
        const std::string number = std::to_string(i);
        content::Story story;
        story.id = "story-" + number;
        content::Event event;
        event.id = "event-" + number + "@bench";
        const auto start = content::Instant(std::chrono::seconds(1'710'000'000 + i * 900));
        event.when = content::TimedSpan{start, start + std::chrono::hours(1), "Europe/Vienna"};
        for (const Words& words : vocabulary) {
            story.texts[words.language] = {sentence(words, i, 6), sentence(words, i + 1, 20),
                                           sentence(words, i + 2, 60), "Vienna", ""};
            event.texts[words.language].title = sentence(words, i + 3, 6);
            event.texts[words.language].room = "Room " + number;
        }
        pack.stories.push_back(std::move(story));
        pack.events.push_back(std::move(event));
    }
    return pack;
}

/// The first letters of `word`, as they stand after that many keys.
std::string beginning(const std::string& word, std::size_t letters) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < letters && end < word.size(); ++i) {
        end = content::next_character(word, end);
    }
    return word.substr(0, end);
}

/// 200 queries in six scripts and languages, as they are typed: beginnings from two letters on, and two words.
bool measure_search(const std::filesystem::path& file, bool is_misspelt) {
    const auto search = content::search_of_cache(file);
    if (!search) return false;
    static_cast<void>(
        (*search)->find("qqqqqq", Language::en, 1));  // the vocabulary is read with the first wrong letter
    std::vector<double> times;
    std::vector<double> processor_times;  // a busy machine does not lengthen these
    std::size_t found = 0;
    for (int i = 0; i < 200; ++i) {
        const Words& words = vocabulary.at(static_cast<std::size_t>(i) % vocabulary.size());
        const std::string word = words.words.at(static_cast<std::size_t>(i / 6) % words.words.size());
        const std::string other = words.words.at(static_cast<std::size_t>(i / 6 + 3) % words.words.size());
        const auto letters = static_cast<std::size_t>(2 + i / 48);
        const std::string written = i % 5 == 4 ? word + " " + beginning(other, letters) : beginning(word, letters);
        const std::string typed = is_misspelt ? other + beginning(word, 1) : written;
        // Every third visitor types in another language than the screen's.
        const Language preferred = i % 3 == 2 ? Language::de : words.language;
        const std::clock_t used = std::clock();
        const auto start = Clock::now();
        found += (*search)->find(typed, preferred, 500).size();
        times.push_back(milliseconds_since(start));
        processor_times.push_back(1000.0 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
    }
    std::ranges::sort(times);
    std::ranges::sort(processor_times);
    std::printf("search, 200 queries%s in six languages:  median %.1f ms, worst %.1f ms, %zu items found\n",
                is_misspelt ? " with a wrong letter" : "", times[times.size() / 2], times.back(), found);
    std::printf("  of these the processor's:            median %.1f ms, worst %.1f ms\n",
                processor_times[processor_times.size() / 2], processor_times.back());
    return found > 0;
}

}  // namespace

int main() {
    const TemporaryFolder temporary;
    const std::filesystem::path& folder = temporary.path();
    const content::Pack pack = make_pack(10'000);
    bool is_good = false;
    auto start = Clock::now();
    const std::clock_t used = std::clock();
    if (auto cache = content::Cache::open(folder / "cache.db")) {
        is_good = cache->load_pack(pack, folder, content::Instant()).has_value();
        std::printf("store 10,000 items, one transaction: %.0f ms, the processor %.0f ms\n", milliseconds_since(start),
                    1000.0 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
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
    is_good = is_good && measure_search(folder / "cache.db", false);
    is_good = is_good && measure_search(folder / "cache.db", true);
    start = Clock::now();
    if (const auto search = content::search_of_cache(folder / "cache.db")) {
        static_cast<void>((*search)->find("qqqqqq", Language::en, 1));
        std::printf("first search with a wrong letter:    %.0f ms\n", milliseconds_since(start));
        start = Clock::now();
        static_cast<void>((*search)->find("qqqqqq", Language::zh, 1));
        std::printf("first one of pinyin:                 %.0f ms\n", milliseconds_since(start));
    }
    std::printf("size of the cache:                   %.1f MB\n",
                static_cast<double>(std::filesystem::file_size(folder / "cache.db")) / 1e6);
    return is_good ? 0 : 1;
}
