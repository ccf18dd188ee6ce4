#include "sync/voice/sequence_book.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

using syncing::SequenceBook;

TEST_CASE("sequence: numbers rise within a program, and the next program begins behind all of the last") {
    const TemporaryFolder folder;
    std::int64_t last = 0;
    for (int start = 0; start < 3; ++start) {
        SequenceBook book(folder.path());  // the one before was cut off wherever it was
        for (int i = 0; i < 1500; ++i) {
            const std::int64_t number = book.next();
            REQUIRE(number > last);
            last = number;
        }
        CHECK(book.state());
    }
}

TEST_CASE("sequence: the disk is waited for once in a thousand reports") {
    const TemporaryFolder folder;
    SequenceBook book(folder.path());
    std::set<std::string> written;
    for (int i = 0; i < 3000; ++i) {
        static_cast<void>(book.next());
        written.insert(*content::read_file(folder / "sequence.json", 1000));
    }
    CHECK(written.size() == 3);
}

TEST_CASE("sequence: two programs at once never have the same number") {
    const TemporaryFolder folder;
    SequenceBook agent(folder.path());
    SequenceBook stick(folder.path());
    std::set<std::int64_t> all;
    for (int i = 0; i < 3000; ++i) {
        REQUIRE(all.insert(agent.next()).second);
        if (i % 7 == 0) REQUIRE(all.insert(stick.next()).second);
    }
}

TEST_CASE("sequence: a hub that has seen more is passed, whatever became of the file") {
    for (const char* bytes : {"", "rubbish", R"({"reserved":-5})", R"({"reserved":9223372036854775807})", "[]"}) {
        CAPTURE(bytes);
        const TemporaryFolder folder;
        folder.write("sequence.json", bytes);
        SequenceBook book(folder.path());
        constexpr std::int64_t seen = 5'000'000;
        std::int64_t number = book.next();
        int leaps = 0;
        for (; number <= seen; ++leaps) {
            book.leap();
            const std::int64_t next = book.next();
            REQUIRE(next > number);
            number = next;
        }
        CHECK(leaps < 20);
        CHECK(book.next() == number + 1);  // no further leap
    }
}

TEST_CASE("sequence: leaping for ever ends at numbers that every reader of JSON knows") {
    const TemporaryFolder folder;
    SequenceBook book(folder.path());
    for (int i = 0; i < 200; ++i) {
        book.leap();
        const std::int64_t number = book.next();
        CHECK(number > 0);
        CHECK(number < std::int64_t{1} << 53U);
    }
}

TEST_CASE("sequence: a disk that takes nothing is said, and numbers go on") {
    const TemporaryFolder folder;
    SequenceBook book(folder / "nowhere");
    const std::int64_t first = book.next();
    CHECK(book.next() > first);
    CHECK_FALSE(book.state());
    std::filesystem::create_directory(folder / "nowhere");
    CHECK(book.next() > first + 1);
    CHECK(book.state());
}

TEST_CASE("sequence: a link in the place of the lock is not followed") {
    const TemporaryFolder folder;
    folder.write("secret", "kept");
    std::filesystem::create_symlink(folder / "secret", folder / "sequence.lock");
    SequenceBook book(folder.path());
    CHECK(book.next() > 0);
    CHECK_FALSE(book.state());
    CHECK(*content::read_file(folder / "secret", 100) == "kept");
}
