#include "kiosk/visit/pin.h"

#include <doctest/doctest.h>

TEST_CASE("pin: what was hashed is recognised, nothing else, and two hashes of it differ") {
    const auto hash = kiosk::hash_of_pin("492817");
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$"));
    CHECK(kiosk::is_pin("492817", *hash));
    CHECK_FALSE(kiosk::is_pin("492818", *hash));
    CHECK_FALSE(kiosk::is_pin("", *hash));
    const auto again = kiosk::hash_of_pin("492817");
    REQUIRE(again);
    CHECK(*again != *hash);
}

TEST_CASE("pin: only 4 to 12 digits can be one") {
    for (const char* wrong : {"", "123", "1234567890123", "12a4", "12 34"})
        CHECK_FALSE(kiosk::hash_of_pin(wrong));
}

TEST_CASE("pin: a hash of another strength or kind is none") {
    CHECK_FALSE(kiosk::is_pin_hash(""));
    CHECK_FALSE(kiosk::is_pin_hash("4928"));
    CHECK_FALSE(kiosk::is_pin_hash("$argon2i$v=19$m=32768,t=4,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo"));
    CHECK_FALSE(
        kiosk::is_pin_hash("$argon2id$v=19$m=4194304,t=9,p=1$gmKyVUYFYmIzG2qZTjyh0w$"
                           "7x2mZXDdNTqv3sEGTkZS5jgPNO1tqSqJvLFlhyHTmBs"));
}
