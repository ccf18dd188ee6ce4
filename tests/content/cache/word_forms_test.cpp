#include "content/cache/word_forms.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace content;

namespace {

bool has(const std::vector<std::u32string>& words, std::u32string_view word) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

TEST_CASE("word forms: article and particles leave the word") {
    CHECK(has(without_particles(U"الموتمر"), U"موتمر"));
    CHECK(has(without_particles(U"والموتمر"), U"موتمر"));
    CHECK(has(without_particles(U"بالموتمر"), U"موتمر"));
    CHECK(has(without_particles(U"وللموتمر"), U"موتمر"));
    CHECK(has(without_particles(U"للجنه"), U"لجنه"));
    CHECK(has(without_particles(U"فبرنامج"), U"برنامج"));
    CHECK_FALSE(has(without_particles(U"لجنه"), U"جنه"));
    CHECK_FALSE(has(without_particles(U"كتاب"), U"تاب"));
    CHECK(without_particles(U"committee").size() == 1);
}

TEST_CASE("word forms: singular and plural share a beginning") {
    const auto share = [](std::u32string_view one, std::u32string_view other) {
        auto begins = shared_beginnings(one);
        begins.emplace_back(one);
        return std::ranges::any_of(begins, [other](const std::u32string& begin) { return other.starts_with(begin); });
    };
    CHECK(share(U"countries", U"country"));
    CHECK(share(U"country", U"countries"));
    CHECK(share(U"meetings", U"meeting"));
    CHECK(share(U"reuniones", U"reunion"));
    CHECK(share(U"jueces", U"juez"));
    CHECK(share(U"juez", U"jueces"));
    CHECK(share(U"nationaux", U"national"));
    CHECK(share(U"national", U"nationaux"));
    CHECK(share(U"travaux", U"travail"));
    CHECK(share(U"комиссии", U"комиссия"));
    CHECK(share(U"заседания", U"заседании"));
    CHECK(share(U"наркотиками", U"наркотики"));
    CHECK(share(U"рынки", U"рынок"));
    CHECK(share(U"рынок", U"рынков"));
    CHECK(share(U"موتمرات", U"موتمر"));
    CHECK(share(U"دوله", U"دول"));
    CHECK(share(U"شخص", U"اشخاص"));
    CHECK(share(U"اطفال", U"طفل"));
    CHECK_FALSE(share(U"gas", U"gabon"));
}

TEST_CASE("word forms: one letter may be another, missing, too many or in its neighbour's place") {
    for (const char32_t* typed : {U"conferance", U"confrence", U"confference", U"cofnerence", U"bonference",
                                  U"onference", U"conferenc", U"conferences", U"conference"}) {
        CHECK(is_one_letter_off(typed, U"conference", Match::whole));
    }
    CHECK_FALSE(is_one_letter_off(U"konferance", U"conference", Match::whole));
    CHECK_FALSE(is_one_letter_off(U"confer", U"conference", Match::whole));
    CHECK(is_one_letter_off(U"comf", U"conference", Match::beginning));
    CHECK_FALSE(is_one_letter_off(U"comv", U"conference", Match::beginning));
    CHECK(is_one_letter_off(U"заседине", U"заседание", Match::whole) == false);
    CHECK(is_one_letter_off(U"заседаине", U"заседание", Match::whole));
}
