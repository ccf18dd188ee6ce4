#include "kiosk/render/render_request.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>

#include "content/base/descriptor.h"
#include "content/base/json.h"
#include "kiosk/render/render_lines.h"

namespace {

using namespace kiosk;
using content::Code;

constexpr std::string_view complete =
    R"({"id":7,"ask":"hash","cache":"/var/cache.db","at":"2024-03-18T09:42:00Z","scene":"highlight:forum",)"
    R"("language":"fr","width":1080,"height":1920,"theme":"hc","text_size":"1.6","settings":"touch = false\n",)"
    R"("exit_unconfirmed":true,"clock_unconfirmed":true,"saved_at":"2024-03-18T09:05:00Z","sides":"swapped","picture_width":480})";

/// `complete` with one part in place of another.
std::string with(std::string_view part, std::string_view other) {
    std::string text(complete);
    return text.replace(text.find(part), part.size(), other);
}

Code code_of(const std::string& line) {
    const auto read = read_render_request(line);
    REQUIRE_FALSE(read);
    return read.error().code;
}

}  // namespace

TEST_CASE("render request: all that a picture depends on is read") {
    const auto read = read_render_request(complete);
    REQUIRE(read);
    CHECK(read->id == 7);
    CHECK(read->ask == Ask::hash);
    CHECK(read->cache == "/var/cache.db");
    CHECK(read->pack.empty());
    CHECK(content::to_iso(read->at) == "2024-03-18T09:42:00Z");
    CHECK(to_string(*read->scene) == "highlight:forum");
    CHECK(read->language == content::Language::fr);
    CHECK(read->size == Size{1080, 1920});
    CHECK(read->theme == ThemeName::high_contrast);
    CHECK(read->text_scale == doctest::Approx(1.6));
    CHECK(read->settings == "touch = false\n");
    CHECK_FALSE(read->exit_confirmed);
    CHECK_FALSE(read->clock_trusted);
    CHECK(content::to_iso(*read->saved_at) == "2024-03-18T09:05:00Z");
    CHECK(read->sides == Sides::swapped);
    CHECK(read->picture_width == 480);
}

TEST_CASE("render request: what is left out is as on an unknown screen") {
    const auto read = read_render_request(R"({"id":1,"pack":"/srv/pack","at":"2024-03-18T09:42:00Z"})");
    REQUIRE(read);
    CHECK(read->ask == Ask::picture);
    CHECK_FALSE(read->scene);
    CHECK_FALSE(read->language);
    CHECK(read->size == Size{1920, 1080});
    CHECK_FALSE(read->theme);
    CHECK(read->clock_trusted);
    CHECK(read->sides == Sides::as_scheduled);
}

TEST_CASE("render request: one that nobody can answer is refused") {
    CHECK(code_of("rubbish") == Code::bad_input);
    CHECK(code_of(with(R"("cache":"/var/cache.db",)", "")) == Code::bad_input);
    CHECK(code_of(with(R"("cache":"/var/cache.db",)", R"("cache":"a","pack":"b",)")) == Code::bad_input);
    CHECK(code_of(with(R"("at":"2024-03-18T09:42:00Z",)", "")) == Code::bad_input);
    CHECK(code_of(with("highlight:forum", "forum")) == Code::bad_input);
    CHECK(code_of(with(R"("width":1080)", R"("width":20)")) == Code::bad_input);
    CHECK(code_of(with(R"("width":1080,"height":1920)", R"("width":8192,"height":8192)")) == Code::bad_input);
    CHECK(code_of(with(R"("theme":"hc")", R"("theme":"pink")")) == Code::bad_input);
    CHECK(code_of(with(R"("text_size":"1.6")", R"("text_size":"9")")) == Code::bad_input);
    CHECK(code_of(with(R"("sides":"swapped")", R"("sides":"both")")) == Code::bad_input);
    CHECK(code_of(with("touch = false", std::string(70'000, ' '))) == Code::bad_input);
    CHECK(code_of(with("touch = false", std::string(200'000, ' '))) == Code::too_large);
}

TEST_CASE("render request: an answer says in its line how many bytes follow") {
    RenderAnswer answer;
    answer.id = 9;
    answer.release = 42;
    answer.frame = "abc";
    answer.png = "\x89PNG\n and more\n";
    const std::string bytes = to_bytes(answer, Ask::picture);
    const auto end = bytes.find('\n');
    const auto line = content::parse_strict_json(bytes.substr(0, end), "answer");
    REQUIRE(line);
    CHECK(line->number_at("id") == 9);
    CHECK(line->number_at("release") == 42);
    CHECK(line->text_at("scene") == "clock");
    CHECK(line->number_at("bytes") == static_cast<std::int64_t>(answer.png.size()));
    CHECK(bytes.substr(end + 1) == answer.png);
    CHECK(to_bytes(answer, Ask::hash).find("bytes") == std::string::npos);
    CHECK(to_bytes(content::Error{Code::not_found, "a\nb"}, 3).find('\n') ==
          to_bytes(content::Error{Code::not_found, "a\nb"}, 3).size() - 1);
}

TEST_CASE("render lines: each line is answered, the overlong ones too, whatever pieces they come in") {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    REQUIRE(::pipe(in.data()) == 0);
    REQUIRE(::pipe(out.data()) == 0);
    {
        const content::Descriptor writer(in[1]);
        REQUIRE(content::write_all(in[1], "one\n\ntwo\n" + std::string(40'000, 'x') + "\nthree\nnever ended"));
    }
    const content::Descriptor reader(in[0]);
    std::string heard;
    {
        const content::Descriptor answers(out[1]);
        const auto answer = [&](std::string_view line) {
            heard += std::to_string(line.size()) + " ";
            return std::string("ok\n");
        };
        CHECK(answer_lines(in[0], out[1], 100, answer));
    }
    CHECK(heard == "3 0 3 101 5 ");
    std::string said(64, '\0');
    const auto count = ::read(out[0], said.data(), said.size());
    ::close(out[0]);
    CHECK(said.substr(0, static_cast<std::size_t>(count)) == "ok\nok\nok\nok\nok\n");
}
