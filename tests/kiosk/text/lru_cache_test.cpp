#include "kiosk/text/lru_cache.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "kiosk/text/text.h"

namespace {

using Cache = kiosk::LruCache<std::string, int>;

struct SameHash {
    std::size_t operator()(float) const { return 7; }
};

}  // namespace

TEST_CASE("lru cache: what was used longest ago goes first") {
    Cache cache;
    cache.add("a", 1, 10);
    cache.add("b", 2, 10);
    cache.add("c", 3, 10);
    REQUIRE(cache.use("a") != nullptr);
    CHECK(*cache.use("a") == 1);
    cache.trim(2, 100);
    CHECK(cache.find("b") == nullptr);
    CHECK(cache.find("a") != nullptr);
    CHECK(cache.find("c") != nullptr);
    CHECK(cache.count() == 2);
    CHECK(cache.weight() == 20);
}

TEST_CASE("lru cache: looking without using changes no order") {
    Cache cache;
    cache.add("a", 1, 0);
    cache.add("b", 2, 0);
    CHECK(*cache.find("a") == 1);
    cache.trim(1, 0);
    CHECK(cache.find("a") == nullptr);
    CHECK(cache.find("b") != nullptr);
}

TEST_CASE("lru cache: the weight is kept to its limit, but the value used last always stays") {
    Cache cache;
    for (int i = 0; i < 50; ++i) {
        cache.add(std::to_string(i), i, 30);
        cache.trim(1000, 100);
        CHECK(cache.weight() <= 100);
    }
    CHECK(cache.count() == 3);
    cache.add("large", 1, 500);
    cache.trim(1000, 100);
    CHECK(cache.count() == 1);
    CHECK(cache.weight() == 500);
    CHECK(cache.find("large") != nullptr);
}

TEST_CASE("lru cache: a value that grows weighs more from then on") {
    Cache cache;
    cache.add("a", 1, 1);
    cache.add("b", 2, 1);
    cache.weigh("a", 99);
    CHECK(cache.weight() == 100);
    cache.weigh("no such key", 5);
    CHECK(cache.weight() == 100);
    cache.trim(10, 50);
    CHECK(cache.weight() == 1);
    CHECK(cache.find("a") == nullptr);
}

TEST_CASE("lru cache: some values stay by a rule, others go by one") {
    Cache cache;
    for (int i = 0; i < 6; ++i)
        cache.add(std::to_string(i), i, 1);
    cache.trim(3, 100, [](int value) { return value < 2; });
    CHECK(cache.count() == 3);
    CHECK(cache.find("0") != nullptr);
    CHECK(cache.find("1") != nullptr);
    CHECK(cache.find("5") != nullptr);
    cache.erase_if([](int value) { return value == 1; });
    CHECK(cache.find("1") == nullptr);
    CHECK(cache.weight() == 2);
    cache.clear();
    CHECK(cache.count() == 0);
    CHECK(cache.weight() == 0);
    cache.trim(0, 0);
}

TEST_CASE("lru cache: keys with the same hash, and one that equals nothing, are dropped like the others") {
    kiosk::LruCache<float, int, SameHash> cache;
    cache.add(1.0F, 1, 1);
    cache.add(std::nanf(""), 2, 1);
    cache.add(2.0F, 3, 1);
    CHECK(*cache.find(1.0F) == 1);
    CHECK(*cache.find(2.0F) == 3);
    CHECK(cache.find(std::nanf("")) == nullptr);
    cache.trim(1, 10);
    CHECK(cache.count() == 1);
    CHECK(cache.find(1.0F) == nullptr);
    CHECK(*cache.find(2.0F) == 3);
}

TEST_CASE("lru cache: texts are told apart by every member of their spec") {
    kiosk::LruCache<kiosk::TextSpec, int, kiosk::TextSpecHash> cache;
    kiosk::TextSpec spec;
    spec.text = "words";
    spec.style.size = 20;
    cache.add(spec, 0, 0);
    const auto is_new = [&](auto change) {
        kiosk::TextSpec other = spec;
        change(other);
        return cache.find(other) == nullptr;
    };
    CHECK_FALSE(is_new([](kiosk::TextSpec&) {}));
    CHECK(is_new([](kiosk::TextSpec& s) { s.text += ' '; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.language = content::Language::zh; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.width = 1; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.max_lines = 1; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.align = kiosk::Align::end; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.balance = kiosk::Balance::even; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.runs.push_back({0, 1, 700}); }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.style.typeface = kiosk::Typeface::head; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.style.weight = 700; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.style.size = 21; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.style.leading = kiosk::Leading::body; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.style.letter_spacing = 0.1F; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.style.strike_through = true; }));
    CHECK(is_new([](kiosk::TextSpec& s) { s.style.tabular = false; }));
}
