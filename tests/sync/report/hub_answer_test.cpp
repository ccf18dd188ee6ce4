#include "sync/report/hub_answer.h"

#include <doctest/doctest.h>

using content::Code;
using report::HubAnswer;
using report::read_answer;

TEST_CASE("hub's answer: what is written is read") {
    const HubAnswer waiting{report::Standing::waiting,     {}, {}, std::string(32, 'a'),
                            "https://hub.example.org/s/1", 7,  30};
    CHECK(*read_answer(to_json(waiting)) == waiting);
    const HubAnswer named{report::Standing::named, "Foyer M", "M Building", {}, {}, 8, 60};
    CHECK(*read_answer(to_json(named)) == named);
}

TEST_CASE("hub's answer: a newer hub may say more") {
    const auto read = read_answer(R"({"state":"waiting","received":1,"interval_s":30,"weather":{"rain":true}})");
    REQUIRE(read);
    CHECK(read->received == 1);
}

TEST_CASE("hub's answer: a screen asks neither all the time nor never again") {
    CHECK(read_answer(R"({"state":"named","received":1,"interval_s":0})")->interval_s == 5);
    CHECK(read_answer(R"({"state":"named","received":1,"interval_s":99999999})")->interval_s == 3600);
}

TEST_CASE("hub's answer: rubbish is refused in words") {
    CHECK(read_answer("<html>").error().code == Code::bad_input);
    CHECK(read_answer("").error().code == Code::bad_input);
    CHECK(read_answer("[]").error().code == Code::bad_input);
    CHECK(read_answer(std::string(5000, ' ')).error().code == Code::too_large);
    CHECK(read_answer(R"({"state":"king","received":1,"interval_s":30})").error().message ==
          "answer: state: expected a known word");
    CHECK_FALSE(read_answer(R"({"state":"waiting","received":1,"interval_s":30,"nonce":"xyz"})"));
    CHECK_FALSE(read_answer(R"({"state":"named","received":1,"interval_s":30,"name":"a\nb"})"));
    CHECK_FALSE(
        read_answer(R"({"state":"named","received":1,"interval_s":30,"name":")" + std::string(201, 'x') + "\"}"));
    CHECK_FALSE(read_answer(R"({"state":"waiting","received":1,"interval_s":30,"code":"javascript:x"})"));
}

TEST_CASE("refusal: code and words are read, and nothing else is needed") {
    const report::Refusal refusal{"replayed-sequence", "sequence 7 was seen before"};
    CHECK(*report::read_refusal(to_json(refusal)) == refusal);
    CHECK_FALSE(report::read_refusal("busy"));
}
